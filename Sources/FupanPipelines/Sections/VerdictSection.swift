import FupanConfig
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// What it came to: one sentence, the metrics that count, and the findings that matter most.
///
///     - verdict: [revenue, campaign_profit, new_customers, conversion, roi, nps]
struct VerdictSection: ReportSection {
  static let kind = Report.Section.Kind.verdict
  static let summary = "One sentence on the targets, the metrics at a glance, what matters most."

  @Parameter("The metrics at a glance, four to six.", .principal, .nonEmpty)
  var metrics: [Located<String>]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let metrics = try scope.metrics(metrics)
    let figures = try CampaignFigures(metrics, in: scope, isDaily: true)
    let targets = try TargetFigures(scope.targets, in: scope)
    let orders = try scope.registry["order_count"].map { metric throws(Problems) in
      try scope.query(MetricRequest("period", [metric.id], during: scope.clock.period))
    }
    var coverage: [String: PersonCoverage] = [:]
    for metric in metrics { coverage[metric.id] = try PersonCoverage(of: metric, in: scope) }
    let known = coverage
    return PreparedSection(
      queries: figures.queries + targets.queries + [orders].compactMap { $0 },
      fragments: metrics.flatMap { known[$0.id]?.fragments ?? [] }
    ) { results in
      VerdictWriter(scope, results, figures, targets, orders, known).built
    }
  }
}

/// Writes the verdict once the figures are there.
private struct VerdictWriter {
  let scope: ReportScope
  let results: ReportResults
  let figures: CampaignFigures
  let targets: TargetFigures
  let orders: MetricQuery?
  /// For each metric that counts people, how many rows say who.
  let coverage: [String: PersonCoverage]
  let text: SectionText
  /// Below so many orders a report counts and lists.
  private static let enoughOrders = 100

  init(
    _ scope: ReportScope, _ results: ReportResults, _ figures: CampaignFigures,
    _ targets: TargetFigures, _ orders: MetricQuery?, _ coverage: [String: PersonCoverage]
  ) {
    self.scope = scope
    self.results = results
    self.figures = figures
    self.targets = targets
    self.orders = orders
    self.coverage = coverage
    text = scope.text
  }

  var built: BuiltSection {
    var book = ReceiptBook(scope, results)
    let judged = targets.judged(results)
    var blocks: [Report.Block] = [.prose(sentence(judged))]
    if let small { blocks.append(.callout(Report.Callout(.caution, small))) }
    let broken = results.brokenChecks.count
    if broken > 0 {
      let count = Report.Sentence.Span.value(.integer(broken), receipt: nil)
      blocks.append(
        .callout(Report.Callout(.caution, text.sentence(.brokenChecks, ["count": count]))))
    }
    blocks.append(.cards(cards(judged, &book)))
    let told = TargetFindings.told(judged, scope, &book)
    var built = BuiltSection(
      Report.Section(.verdict, blocks: blocks, missing: figures.lacks), receipts: book.receipts,
      findings: told)
    built.isSmall = small != nil
    return built
  }

  private func sentence(_ judged: [JudgedTarget]) -> Report.Sentence {
    let words = ReportText(scope.language)
    guard !judged.isEmpty else { return words.sentence(.verdictNoTargets, [:]) }
    let met = judged.count { $0.isMet == true }
    if scope.clock.isRunning { return running(judged, met: met) }
    let due = judged.filter { $0.isDue }
    let reached = due.count { $0.isMet == true }
    let phrase: Phrase =
      reached == due.count ? .verdictMet : reached == 0 ? .verdictMissed : .verdictPartlyMet
    var sentence = words.sentence(
      phrase, ["met": .integer(reached), "total": .integer(due.count)])
    let failed = due.filter { $0.isMet == false }
    if reached > 0, !failed.isEmpty {
      let names = failed.map { target in
        let label = target.plan.metric.label(in: scope.language)
        return target.part.map { text.label(label, remark: $0) } ?? label
      }
      sentence.spans += text.sentence(.notReached, ["names": .words(text.list(names))]).spans
    }
    if due.count < judged.count {
      sentence.spans +=
        text.sentence(
          .notYetDue, ["count": .value(.integer(judged.count - due.count), receipt: nil)]
        )
        .spans
    }
    return sentence
  }

  /// How far along the first target is that counts up, and where it ends at this pace.
  private func running(_ judged: [JudgedTarget], met: Int) -> Report.Sentence {
    let time = Report.Sentence.Span.value(.ratio(scope.clock.progress), receipt: nil)
    var sentence = text.sentence(
      .runningMet,
      [
        "time": time, "met": .value(.integer(met), receipt: nil),
        "total": .value(.integer(judged.count), receipt: nil),
      ])
    let paced = judged.first {
      $0.plan.metric.isTotal && $0.assessment?.attainment.attainment != nil
    }
    guard let paced, let done = paced.assessment?.attainment.attainment else { return sentence }
    let name = Report.Sentence.Span.words(paced.plan.metric.label(in: scope.language))
    let target = Report.Sentence.Span.value(paced.target, receipt: nil)
    if let projection = paced.assessment?.projection {
      sentence.spans +=
        text.sentence(
          .runningProjected,
          [
            "metric": name, "done": .value(.ratio(done), receipt: nil), "target": target,
            "projected": .value(FigureFormat(paced.plan.metric).value(projection), receipt: nil),
          ]
        ).spans
    } else {
      sentence.spans +=
        text.sentence(
          .runningDone,
          ["metric": name, "done": .value(.ratio(done), receipt: nil), "target": target]
        ).spans
    }
    return sentence
  }

  /// What is said where there are too few orders for rates.
  private var small: Report.Sentence? {
    guard let orders, let count = results.figures(orders).figure("order_count")?.value.double,
      count < Double(Self.enoughOrders)
    else { return nil }
    return ReportText(scope.language).sentence(
      .verdictSmall, ["orders": .integer(Int(count)), "enough": .integer(Self.enoughOrders)])
  }

  private func cards(_ judged: [JudgedTarget], _ book: inout ReceiptBook) -> [Report.Card] {
    let table = results.figures(figures.period)
    let baseline = figures.baseline.map { results.figures($0) }
    let daily = figures.daily.map { results.figures($0) }
    let earlier = EarlierComparison(scope)
    return figures.metrics.map { metric in
      let label = metric.label(in: scope.language)
      let format = FigureFormat(metric)
      let goal = judged.first { $0.plan.metric.id == metric.id && $0.part == nil }
      guard let figure = table.figure(metric.id) else {
        return Report.Card(
          metric: metric.id, label: label, value: .missing(.noData), target: goal?.target,
          status: goal?.status)
      }
      let coversDays = !scope.registry.looksAtAllDays(metric.id)
      var deltas: [Report.Delta] = []
      if let goal, let delta = Report.Delta(to: goal) { deltas.append(delta) }
      if coversDays, let base = baseline?.figure(metric.id),
        let delta = Report.Delta(from: base, to: figure, of: metric)
      {
        deltas.append(delta)
      }
      if let delta = earlier?.delta(metric, figure) { deltas.append(delta) }
      var sparkline: [Double?] = []
      if coversDays, let daily, let days = figures.days {
        sparkline = DailySeries(metric, daily, over: days).numbers
      }
      let receipt = book.add(
        metric, figure, during: figures.days.map { Report.Period($0) })
      return Report.Card(
        metric: metric.id, label: label, value: format.value(figure), target: goal?.target,
        status: goal?.status, deltas: deltas, sparkline: sparkline, receipt: receipt,
        note: metric.declaration.unit == "multiple"
          ? notations(figure) : coverage[metric.id]?.note(results))
    }
  }

  /// A return in the other notations people use for it.
  private func notations(_ figure: MetricFigure) -> Report.Sentence? {
    guard let multiple = figure.estimate.value else { return nil }
    var sentence = text.sentence(
      .returnNotations,
      [
        "n": .value(.number(multiple, places: 2), receipt: nil),
        "net": .value(.ratio(multiple - 1), receipt: nil),
      ])
    if let margin = scope.number(ofParameter: "gross_margin"), margin > 0 {
      sentence.spans +=
        text.sentence(
          .breakEven,
          [
            "n": .value(.number(1 / margin, places: 2), receipt: nil),
            "contribution": .value(.ratio(multiple * margin - 1), receipt: nil),
          ]
        ).spans
    }
    return sentence
  }
}

extension Report.Delta {
  /// How far a figure is from its target; nil where either is unknown.
  init?(to goal: JudgedTarget) {
    guard let level = goal.level, let actual = goal.actual.estimate.value else { return nil }
    let isRatio = FigureFormat(goal.plan.metric).isRatio
    let delta = Delta(from: level, to: actual, isRatio: isRatio)
    self.init(
      against: .target, relative: delta.relative.value, points: isRatio ? actual - level : nil,
      tone: goal.status.tone)
  }

  /// How a figure changed against the baseline; nil where either is unknown. A change of a rate
  /// that chance may have made has no tone.
  init?(from base: MetricFigure, to current: MetricFigure, of metric: Metric) {
    guard let before = base.estimate.value, let after = current.estimate.value else { return nil }
    let isRatio = FigureFormat(metric).isRatio
    let delta = Delta(from: base.estimate, to: current.estimate, isRatio: isRatio)
    let test = TwoProportions(base: base.estimate, other: current.estimate)
    let isSure = test?.isSignificant ?? true
    let isGood = metric.declaration.direction == .down ? after < before : after > before
    let isNeutral = metric.declaration.direction == .none || !isSure || before == after
    self.init(
      against: .baseline, relative: delta.relative.value, points: isRatio ? after - before : nil,
      tone: isNeutral ? .neutral : isGood ? .good : .bad)
  }
}

extension SectionPhrase {
  fileprivate static let brokenChecks = SectionPhrase(
    "{count} 项数据检查没有通过，只作提醒：用这些数字之前请先看附录。",
    "Data checks that did not hold and only warn: {count}. See the appendix before using these figures."
  )
  fileprivate static let notReached = SectionPhrase("没有达成的是{names}。", " Not reached: {names}.")
  fileprivate static let notYetDue = SectionPhrase(
    "另有 {count} 项未到期。", " {count} more are not due yet.")
  fileprivate static let runningMet = SectionPhrase(
    "进行中：时间进度 {time}，{total} 项目标中已达成 {met} 项。",
    "Running: {time} of the time has passed, {met} of {total} targets are reached so far.")
  fileprivate static let runningProjected = SectionPhrase(
    "{metric}完成进度 {done}（目标 {target}），按此预计 {projected}。",
    " {metric} is at {done} of its target of {target}; at this pace it ends at {projected}.")
  fileprivate static let runningDone = SectionPhrase(
    "{metric}完成进度 {done}（目标 {target}）。", " {metric} is at {done} of its target of {target}.")
  fileprivate static let returnNotations = SectionPhrase(
    "即 1:{n}，净回报 {net}", "1:{n}, a net return of {net}")
  fileprivate static let breakEven = SectionPhrase(
    "，按毛利的贡献回报 {contribution}，保本线 1:{n}",
    ", a contribution return of {contribution} on the gross margin, break-even 1:{n}")
}
