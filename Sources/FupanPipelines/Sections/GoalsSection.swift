import FupanConfig
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// Every target: what was wanted, what came, and whether the target could be checked at all.
struct GoalsSection: ReportSection {
  static let kind = Report.Section.Kind.goals
  static let summary = "Every target with its figure, gap, status, owner and SMART check."

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let targets = try TargetFigures(scope.targets, in: scope)
    let weights = scope.targets.compactMap { $0.settings.weight }
    let sum = NeumaierSum.of(weights)
    if let first = scope.targets.first(where: { $0.settings.weight != nil }), abs(sum - 1) > 1e-9 {
      throw Problems(
        Diagnostic(.weightsDoNotAddUp, at: first.place, ["sum": .text(String(sum))]))
    }
    return PreparedSection(queries: targets.queries) { results in
      var book = ReceiptBook(scope, results)
      let judged = targets.judged(results)
      guard !judged.isEmpty else {
        return BuiltSection(Report.Section(.goals, missing: ["targets"]))
      }
      let table = GoalTable(scope, targets, judged)
      return BuiltSection(
        Report.Section(
          .goals, blocks: table.blocks(&book), missing: targets.lacks,
          note: judged.contains { $0.assessment?.certainty == .inconclusive }
            ? scope.text.sentence(.inconclusiveNote) : nil),
        receipts: book.receipts)
    }
  }
}

/// The table of targets.
private struct GoalTable {
  let scope: ReportScope
  let targets: TargetFigures
  let judged: [JudgedTarget]
  let text: SectionText
  let earlier: EarlierComparison?
  /// Whether some target has days to come: then it has a pace.
  let isRunning: Bool
  let benchmarks: [Named<BenchmarkSettings>]

  init(_ scope: ReportScope, _ targets: TargetFigures, _ judged: [JudgedTarget]) {
    self.scope = scope
    self.targets = targets
    self.judged = judged
    text = scope.text
    earlier = EarlierComparison(scope)
    isRunning = judged.contains { $0.assessment?.pace != nil || $0.assessment?.projection != nil }
    benchmarks = scope.document.benchmarks.filter { benchmark in
      judged.contains { $0.plan.metric.id == scope.registry[benchmark.name]?.id }
    }
  }

  func blocks(_ book: inout ReceiptBook) -> [Report.Block] {
    let hasParts = judged.contains { $0.part != nil }
    let words = ReportText(scope.language)
    var columns: [Report.Table.Column] = [
      .init("metric", text[.metric], .text), .init("actual", text[.actual], .mixed),
      .init("target", text[.target], .mixed), .init("gap", text[.gap], .mixed, signed: true),
    ]
    if isRunning {
      columns += [
        .init("pace", text[.pace], .mixed), .init("projection", text[.projection], .mixed),
      ]
    }
    if !benchmarks.isEmpty { columns.append(.init("benchmark", text[.benchmark], .mixed)) }
    columns += [
      .init("attainment", text[.attainment], .ratio), .init("status", text[.status], .status),
      .init("certainty", words[.certainty], .text), .init("due", words[.due], .date),
      .init("owner", words[.owner], .text), .init("smart", text[.smart], .text),
    ]
    if let earlier { columns.insert(contentsOf: earlier.columns, at: 2) }
    if hasParts { columns.insert(.init("phase", text[.phase], .text), at: 1) }
    let rows = judged.map { row($0, hasParts: hasParts, &book) }
    var blocks: [Report.Block] = [
      .table(
        Report.Table(
          id: "goals", title: text[.goalsTitle], columns: columns, rows: rows,
          note: note))
    ]
    if let chart { blocks.append(.chart(chart)) }
    if let index { blocks.append(.table(index)) }
    return blocks
  }

  private var note: Report.Sentence {
    var note = text.sentence(.smartNote)
    func add(_ sentence: Report.Sentence) {
      if text.language == .english { note.spans.append(.words(" ")) }
      note.spans += sentence.spans
    }
    if isRunning { add(text.sentence(.paceNote)) }
    for benchmark in benchmarks {
      let settings = benchmark.settings
      add(
        text.sentence(
          settings.confidence == .anecdotal ? .anecdoteNote : .benchmarkNote,
          [
            "metric": .words(
              scope.registry[benchmark.name]?.label(in: scope.language) ?? benchmark.name),
            "source": .words(
              settings.asOf.map { text.label(settings.source, remark: $0.description) }
                ?? settings.source),
          ]))
    }
    let lint = TargetLint(
      judged.map { $0.plan }, scope.registry, parameters: scope.surroundings.parameters)
    for finding in lint.findings {
      let format = FigureFormat(finding.target.metric)
      add(
        text.sentence(
          .disagree,
          [
            "names": .words(
              text.list(finding.parts.map { $0.metric.label(in: scope.language) })),
            "metric": .words(finding.target.metric.label(in: scope.language)),
            "implied": .value(format.value(finding.implied), receipt: nil),
            "goal": .value(format.value(finding.goal), receipt: nil),
          ]))
    }
    if let earlier {
      if text.language == .english { note.spans.append(.words(" ")) }
      note.spans += earlier.note.spans
    }
    return note
  }

  private func row(
    _ target: JudgedTarget, hasParts: Bool, _ book: inout ReceiptBook
  ) -> Report.Table.Row {
    let metric = target.plan.metric
    let format = FigureFormat(metric)
    let receipt = book.add(
      metric, target.actual, part: target.part, remark: target.part,
      during: scope.campaign?.days(target.plan.settings.during)
        .map { Report.Period(scope.clock.known(of: $0)) })
    let certainty: Report.Value =
      switch target.assessment?.certainty {
      case .certain?: .text(text[.certain])
      case .inconclusive?: .text(text[.uncertain])
      case nil: .text(target.assessment == nil ? "" : text[.fullCount])
      }
    var cells: [Report.Value] = [
      .text(metric.label(in: scope.language)),
      target.assessment == nil && !target.isDue ? .missing(.notDue) : format.value(target.actual),
      target.target, gap(of: target, format),
    ]
    if isRunning {
      cells += [
        target.assessment?.pace.map { format.value($0) } ?? .missing(.notApplicable),
        target.assessment?.projection.map { format.value($0) } ?? .missing(.notApplicable),
      ]
    }
    if !benchmarks.isEmpty {
      let own = benchmarks.first { scope.registry[$0.name]?.id == metric.id }
      cells.append(
        own.map { benchmark in
          let decimal = benchmark.settings.value.value.decimal
          return format.value(ScaledInteger(Int128(decimal.units), scale: decimal.scale))
        } ?? .missing(.notApplicable))
    }
    cells += [
      target.assessment?.attainment.attainment.map { .ratio($0) } ?? .missing(.notApplicable),
      .status(target.status), certainty,
      targets.days(of: target.plan).due.map { .date($0.civil) } ?? .missing(.notApplicable),
      .text(target.plan.settings.owner ?? metric.declaration.owner ?? ""),
      .text(smart(target)),
    ]
    if let earlier {
      cells.insert(contentsOf: earlier.cells(metric, isPart: target.part != nil), at: 2)
    }
    if hasParts { cells.insert(.text(target.part ?? text[.wholePeriod]), at: 1) }
    return Report.Table.Row(cells, metric: metric.id, receipt: receipt)
  }

  /// Actual less target, exact where both are.
  private func gap(of target: JudgedTarget, _ format: FigureFormat) -> Report.Value {
    if let exact = target.plan.exactLevel, let actual = target.actual.value.scaledInteger,
      !format.isRatio, let gap = actual.subtracting(exact)
    {
      return format.value(gap)
    }
    guard let level = target.level, let actual = target.actual.estimate.value else {
      return .missing(target.isDue ? .noData : .notDue)
    }
    return format.difference(actual - level)
  }

  /// What of specific, measurable, achievable, relevant and time-bound is missing.
  private func smart(_ target: JudgedTarget) -> String {
    let plan = target.plan
    let days = targets.days(of: plan)
    var lint = SmartLint.Target()
    lint.metricResolves = true
    lint.statement = plan.settings.statement
    lint.hasFeasibilityNote = plan.settings.feasibility != nil
    lint.hasScope = plan.settings.scope != nil
    lint.hasNumber = true
    lint.hasUnit = true
    lint.isChange = plan.isChange
    lint.reading =
      switch plan.settings.as {
      case .relative?: .relative
      case .points?: .points
      case .absolute?: .absolute
      default: nil
      }
    lint.hasSource = target.actual.rows > 0
    lint.hasBaseline = target.baseline?.estimate.value != nil
    if let base = target.baseline?.estimate.value, base > 0, let level = target.level {
      lint.requiredGrowth = level / base - 1
    }
    lint.hasObjective = plan.settings.objective != nil
    lint.start = days.during?.first.daysSince1970
    lint.due = days.due?.daysSince1970
    let missing = SmartLint(lint).missing
    guard !missing.isEmpty else { return text[.smartComplete] }
    return text(
      .smartMissing,
      ["parts": text.list(missing.map { text[SectionPhrase.part($0)] })])
  }

  /// The composite index with what it is made of; nil where no target has a weight.
  private var index: Report.Table? {
    let weighed = judged.filter { $0.plan.settings.weight != nil }
    guard !weighed.isEmpty else { return nil }
    let weights = weighed.map { $0.plan.settings.weight ?? 0 }
    let composite = CompositeIndex(
      weights: weights,
      attainments: weighed.map {
        $0.assessment?.attainment.attainment ?? $0.assessment?.attainment.progress
      })
    guard let composite else { return nil }
    let hasObjectives = weighed.contains { $0.plan.settings.objective != nil }
    func score(_ value: Double?) -> Report.Value {
      value.map { .number($0, places: 1) } ?? .missing(.noData)
    }
    let title =
      composite.index.value.map { value in
        text(.indexTitle, ["value": String(Int(value.rounded()))])
      } ?? text[.index]
    return Report.Table(
      id: "goals_index", title: title,
      columns: [.init("metric", text[.metric], .text)]
        + (hasObjectives ? [.init("objective", text[.objective], .text)] : [])
        + [
          .init("weight", text[.weight], .ratio), .init("score", text[.score], .number),
        ],
      rows: weighed.enumerated().map { position, target in
        Report.Table.Row(
          [.text(target.plan.metric.label(in: scope.language))]
            + (hasObjectives ? [.text(target.plan.settings.objective ?? "")] : [])
            + [.ratio(weights[position]), score(composite.components[position])],
          metric: target.plan.metric.id)
      } + [
        Report.Table.Row(
          [.text(text[.index])] + (hasObjectives ? [.text("")] : [])
            + [.ratio(1), score(composite.index.value)], isTotal: true)
      ], note: text.sentence(.indexNote))
  }

  /// How far each target was attained, beside the line that means "as wanted".
  private var chart: Report.Chart? {
    let known = judged.filter { $0.assessment?.attainment.attainment != nil }
    guard known.count > 1 else { return nil }
    let names = known.map { target in
      let name = target.plan.metric.label(in: scope.language)
      return target.part.map { text.label(name, remark: $0) } ?? name
    }
    let met = known.count { $0.isMet == true }
    let values = known.map {
      Report.Value.ratio($0.assessment?.attainment.attainment ?? 0)
    }
    let title = text(
      .attainmentTitle, ["met": String(met), "total": String(known.count)])
    return Report.Chart(
      id: "goals_attainment", title: title, unit: .ratio,
      alt: title,
      .bars(
        .init(
          categories: names, series: [.init(text[.attainment], values)],
          reference: .init(text[.target], .ratio(1)))),
      metrics: known.map { $0.plan.metric.id })
  }
}

extension SectionPhrase {
  static let metric = SectionPhrase("指标", "Metric")
  static let actual = SectionPhrase("实际", "Actual")
  static let target = SectionPhrase("目标", "Target")
  static let gap = SectionPhrase("差距", "Gap")
  static let attainment = SectionPhrase("达成率", "Attainment")
  static let status = SectionPhrase("状态", "Status")
  static let phase = SectionPhrase("阶段", "Phase")
  fileprivate static let pace = SectionPhrase("此时应达", "Pace")
  fileprivate static let projection = SectionPhrase("按此预计", "Projection")
  fileprivate static let benchmark = SectionPhrase("参照", "Benchmark")
  fileprivate static let index = SectionPhrase("综合指数", "Composite index")
  fileprivate static let objective = SectionPhrase("维度", "Dimension")
  fileprivate static let weight = SectionPhrase("权重", "Weight")
  fileprivate static let score = SectionPhrase("得分", "Score")
  fileprivate static let indexTitle = SectionPhrase("综合指数 {value} 分", "Composite index: {value}")
  fileprivate static let indexNote = SectionPhrase(
    "得分为达成率乘 100，最高 120；没有值的项不计，缺的权重超过三成就没有指数。",
    "A score is attainment times 100, at most 120; what has no value is left out, and with more than 30 % of the weight missing there is no index."
  )
  fileprivate static let paceNote = SectionPhrase(
    "“此时应达”按已过的天数在基期与目标之间取直线；“按此预计”是累计数照目前速度到期末的数。",
    "The pace is a straight line from the baseline to the target by days passed; the projection is what a count comes to at the rate so far."
  )
  fileprivate static let benchmarkNote = SectionPhrase(
    "{metric}的参照值来自{source}。", "The benchmark of {metric} is from {source}.")
  fileprivate static let anecdoteNote = SectionPhrase(
    "{metric}的参照值来自{source}，没有口径和样本，只是传闻。",
    "The benchmark of {metric} is from {source}: an anecdote without method or base.")
  fileprivate static let disagree = SectionPhrase(
    "目标互相不一致：按{names}的目标推算，{metric}应为 {implied}，目标却是 {goal}。",
    "The goals do not fit each other: {names} make {metric} {implied}, its goal is {goal}.")
  fileprivate static let smart = SectionPhrase("SMART 检查", "SMART check")
  fileprivate static let wholePeriod = SectionPhrase("全程", "Whole period")
  fileprivate static let certain = SectionPhrase("统计上确定", "Sure")
  fileprivate static let fullCount = SectionPhrase("全量统计", "Full count")
  fileprivate static let goalsTitle = SectionPhrase("目标达成情况", "Targets and what came of them")
  fileprivate static let smartComplete = SectionPhrase("五项齐全", "All five parts")
  fileprivate static let smartMissing = SectionPhrase("缺：{parts}", "Lacks: {parts}")
  fileprivate static let smartNote = SectionPhrase(
    "SMART 检查看目标写得是否可检验：范围、可衡量、有依据、挂目的、有期限。",
    "The SMART check asks whether a target can be checked: scope, measure, grounds, purpose, date.")
  fileprivate static let inconclusiveNote = SectionPhrase(
    "“统计上不确定”：目标落在置信区间内，偶然波动就可能改变结论。",
    "“Statistically uncertain”: the target lies inside the interval, so chance alone may decide.")
  fileprivate static let attainmentTitle = SectionPhrase(
    "{total} 项可算达成率的目标中 {met} 项达标", "{met} of {total} measurable targets are met")

  fileprivate static func part(_ part: SmartPart) -> SectionPhrase {
    switch part {
    case .specific: SectionPhrase("范围", "scope")
    case .measurable: SectionPhrase("可衡量", "measure")
    case .achievable: SectionPhrase("依据", "grounds")
    case .relevant: SectionPhrase("目的", "purpose")
    case .timeBound: SectionPhrase("期限", "date")
    }
  }
}
