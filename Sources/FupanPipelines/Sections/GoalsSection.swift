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

  init(_ scope: ReportScope, _ targets: TargetFigures, _ judged: [JudgedTarget]) {
    self.scope = scope
    self.targets = targets
    self.judged = judged
    text = scope.text
    earlier = EarlierComparison(scope)
  }

  func blocks(_ book: inout ReceiptBook) -> [Report.Block] {
    let hasParts = judged.contains { $0.part != nil }
    let words = ReportText(scope.language)
    var columns: [Report.Table.Column] = [
      .init("metric", text[.metric], .text), .init("actual", text[.actual], .mixed),
      .init("target", text[.target], .mixed), .init("gap", text[.gap], .mixed, signed: true),
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
    return blocks
  }

  private var note: Report.Sentence {
    var note = text.sentence(.smartNote)
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
