import FupanMethods
import FupanMetrics
import FupanReports

/// What the last campaign promised, and whether it worked: the figure of the metric that was to show
/// it, then and now, and whether the problem is back.
struct PromiseTable {
  private let scope: ReportScope
  private let last: EarlierCampaign
  private let figures: LedgerFigures
  private let digest: DefinitionDigest
  private let text: SectionText

  /// Nil where no campaign was closed with ledgers.
  init?(_ scope: ReportScope, _ figures: LedgerFigures) {
    guard let last = scope.past.last else { return nil }
    self.scope = scope
    self.last = last
    self.figures = figures
    digest = DefinitionDigest(scope.document, scope.registry, scope.surroundings.parameters)
    text = scope.text
  }

  /// The metrics that were to show whether promises worked.
  static func metrics(in scope: ReportScope) -> [String] {
    scope.past.last?.improvements.compactMap { $0.checkMetric } ?? []
  }

  func table(_ results: ReportResults, _ book: inout ReceiptBook) -> Report.Table {
    let words = ReportText(scope.language)
    var rows: [Report.Table.Row] = []
    for promise in last.improvements {
      let isBack = isBack(promise)
      let found = promise.checkMetric.flatMap { figures.figure($0, scope, results) }
      let before = found.flatMap { last.figure(of: $0.metric) }
      let change = found.flatMap { movement(of: $0.metric, from: before, to: $0.figure) }
      rows.append(
        Report.Table.Row(
          [
            .text(promise.problem), .text(promise.improvement), .text(promise.owner ?? ""),
            promise.due.map { .date($0) } ?? .missing(.noData),
            .status(PromiseTable.standing(promise, scope)),
            .text(found?.metric.label(in: scope.language) ?? promise.check ?? ""),
            before ?? .missing(.noData),
            found.map { FigureFormat($0.metric).value($0.figure) } ?? .missing(.noData),
            .text(text[isBack ? .yes : .no]),
            .status(outcome(of: promise, found?.metric, change, isBack: isBack)),
          ], metric: found?.metric.id,
          receipt: found.map { book.add($0.metric, $0.figure, during: figures.days) }))
    }
    return Report.Table(
      id: "next_promises", title: text(.promisesOf, ["campaign": last.name]),
      columns: [
        .init("problem", words[.problem], .text), .init("improvement", words[.improvement], .text),
        .init("owner", words[.owner], .text), .init("due", words[.due], .date),
        .init("status", words[.status], .status), .init("check", words[.check], .text),
        .init("then", text[.then], .mixed), .init("now", text[.now], .mixed),
        .init("back", text[.isBack], .text), .init("outcome", text[.whetherItWorked], .status),
      ], rows: rows, note: text.sentence(.promisesNote))
  }

  /// How a promise of the last campaign stands today, as far as anybody wrote it down.
  static func standing(_ promise: Report.Improvement, _ scope: ReportScope) -> Report.Status {
    let isOpen = promise.status == .open || promise.status == .doing
    if isOpen, let due = promise.due, due.daysSinceEpoch < scope.asOf.daysSinceEpoch {
      return .overdue
    }
    return promise.status
  }

  private func isBack(_ promise: Report.Improvement) -> Bool {
    let theirs = IssueFingerprint(promise)
    return scope.ledgers.issues.contains { LedgerText.fingerprint(of: $0).resembles(theirs) }
  }

  /// How far a figure moved; nil where both cannot be compared: no figure, other definitions, totals
  /// of unlike numbers of days.
  private func movement(
    of metric: Metric, from before: Report.Value?, to now: MetricFigure
  ) -> Double? {
    guard let then = before?.plotted, let value = now.estimate.value, !last.isEntered,
      last.differs(metric, from: digest.digest(of: metric)) != true
    else { return nil }
    if metric.isTotal, metric.declaration.during != .all {
      let theirs = last.report.period
      let days = theirs.last.daysSinceEpoch - theirs.first.daysSinceEpoch + 1
      guard scope.clock.period?.dayCount == days else { return nil }
    }
    return value - then
  }

  private func outcome(
    of promise: Report.Improvement, _ metric: Metric?, _ change: Double?, isBack: Bool
  ) -> Report.Status {
    if promise.status == .dropped { return .dropped }
    if isBack { return .didNotWork }
    guard let metric, let change, metric.declaration.direction != .none else { return .unknown }
    let isBetter = metric.declaration.direction == .down ? change < 0 : change > 0
    return isBetter ? .worked : .didNotWork
  }
}

extension SectionPhrase {
  fileprivate static let promisesOf = SectionPhrase(
    "上次的承诺（{campaign}）管用吗", "What {campaign} promised, and whether it worked")
  fileprivate static let then = SectionPhrase("当时", "Then")
  fileprivate static let now = SectionPhrase("现在", "Now")
  fileprivate static let isBack = SectionPhrase("又出现", "Back again")
  fileprivate static let whetherItWorked = SectionPhrase("结果", "Outcome")
  fileprivate static let promisesNote = SectionPhrase(
    "有效：检验指标比上次好，问题也没有再出现；先后之差不等于因果。口径不同、天数不同的合计不比较。",
    "Worked: the metric is better than last time and the problem is not back; what came after did not necessarily come of it. Figures of other definitions, and totals of other numbers of days, are not compared."
  )
}
