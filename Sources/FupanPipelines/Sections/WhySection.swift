import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanReports

/// Why it went as it did: problems with their causes, stories worth keeping, what was believed and how
/// the day went.
struct WhySection: ReportSection {
  static let kind = Report.Section.Kind.why
  static let summary =
    "The ledgers: problem, data, five whys, improvement; STAR stories; hypotheses; the run sheet."

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let ledgers = scope.ledgers
    let data = try LedgerFigures(ledgers, in: scope)
    return PreparedSection(queries: data.queries) { results in
      var book = ReceiptBook(scope, results)
      var blocks: [Report.Block] = []
      let text = scope.text
      if !ledgers.issues.isEmpty {
        blocks.append(.heading(text[.problems]))
        blocks.append(
          .ledger(
            .improvements(
              ledgers.issues.map { LedgerEntry.improvement($0, scope, data, results, &book) })))
      }
      if !ledgers.stories.isEmpty {
        blocks.append(.heading(text[.stories]))
        blocks.append(
          .ledger(
            .stories(ledgers.stories.map { LedgerEntry.story($0, scope, data, results, &book) })))
      }
      if !ledgers.hypotheses.isEmpty {
        blocks.append(.table(HypothesisTable(scope, data).table(results, &book)))
      }
      blocks += RunSheetTable(ledgers.steps, scope)?.blocks ?? []
      return BuiltSection(
        Report.Section(.why, blocks: blocks, missing: blocks.isEmpty ? ["ledgers"] : []),
        receipts: book.receipts)
    }
  }
}

/// The figures that ledgers refer to.
struct LedgerFigures: Sendable {
  private let query: MetricQuery?
  /// The days that the figures are of.
  let days: Report.Period?

  init(_ ledgers: Ledgers, in scope: ReportScope) throws(Problems) {
    let names =
      ledgers.issues.compactMap { $0.checkMetric } + ledgers.stories.flatMap { $0.metricRefs }
      + ledgers.hypotheses.compactMap { $0.metric }
    // A ledger may name a metric that this pipeline does not have; then it is words only.
    let known = names.compactMap { scope.registry.metric(called: $0)?.id }.uniqued()
    days = scope.clock.period.map { Report.Period($0) }
    query =
      known.isEmpty
      ? nil : try scope.query(MetricRequest("period", known, during: scope.clock.period))
  }

  var queries: [MetricQuery] { [query].compactMap { $0 } }

  /// The metrics with these names that have a figure, each as words and a value.
  func sentence(
    _ names: [String], _ scope: ReportScope, _ results: ReportResults, _ book: inout ReceiptBook
  ) -> Report.Sentence? {
    var spans: [Report.Sentence.Span] = []
    for name in names {
      guard let (metric, figure) = figure(name, scope, results), !figure.value.isMissing else {
        continue
      }
      if !spans.isEmpty { spans.append(.words(scope.language == .english ? ", " : "，")) }
      spans.append(.words(metric.label(in: scope.language) + " "))
      spans.append(
        .value(
          FigureFormat(metric).value(figure), receipt: book.add(metric, figure, during: days)))
    }
    return spans.isEmpty ? nil : Report.Sentence(spans)
  }

  /// What a metric came to; nil where this pipeline does not have it.
  func figure(
    _ name: String, _ scope: ReportScope, _ results: ReportResults
  ) -> (metric: Metric, figure: MetricFigure)? {
    guard let query, let metric = scope.registry.metric(called: name),
      let figure = results.figures(query).figure(metric.id)
    else { return nil }
    return (metric, figure)
  }
}

/// Entries of the ledgers as the report shows them.
enum LedgerEntry {
  static func improvement(
    _ issue: Issue, _ scope: ReportScope, _ figures: LedgerFigures, _ results: ReportResults,
    _ book: inout ReceiptBook
  ) -> Report.Improvement {
    let text = scope.text
    var data: [Report.Sentence.Span] = []
    if let loss = issue.loss?.decimal {
      let amount = Report.ExactNumber(unscaled: Int128(loss.units), scale: min(loss.scale, 18))
      data += text.sentence(.lossOf, ["amount": .value(.money(amount), receipt: nil)]).spans
    }
    if let count = issue.count, count > 1 {
      data += text.sentence(.times, ["count": .value(.integer(count), receipt: nil)]).spans
    }
    if let evidence = issue.evidence { data.append(.words(evidence)) }
    let symptom = issue.phase.map { text.label(issue.symptom, remark: $0) } ?? issue.symptom
    return Report.Improvement(
      problem: symptom, data: data.isEmpty ? nil : Report.Sentence(data), whys: issue.whys,
      rootCause: issue.rootCause, improvement: issue.improvement ?? text[.noImprovement],
      owner: issue.owner, due: issue.due?.civil, check: check(issue, scope),
      status: status(issue, scope))
  }

  static func story(
    _ story: Story, _ scope: ReportScope, _ figures: LedgerFigures, _ results: ReportResults,
    _ book: inout ReceiptBook
  ) -> Report.Story {
    var result = Report.Sentence(story.result)
    if let data = figures.sentence(story.metricRefs, scope, results, &book) {
      let open = scope.language == .english ? " (" : "（"
      let close = scope.language == .english ? ")" : "）"
      result = Report.Sentence(result.spans + [.words(open)] + data.spans + [.words(close)])
    }
    return Report.Story(
      title: story.result, situation: story.situation, task: story.task, action: story.action,
      result: result, owner: story.owner)
  }

  /// The metric that shows whether an improvement worked, as the report calls it.
  static func check(_ issue: Issue, _ scope: ReportScope) -> String? {
    issue.checkMetric.map { scope.registry.metric(called: $0)?.label(in: scope.language) ?? $0 }
  }

  /// The status a ledger's words stand for; one that is late and not finished is overdue.
  static func status(_ issue: Issue, _ scope: ReportScope) -> Report.Status {
    let status: Report.Status =
      switch issue.status?.lowercased() {
      case "已完成"?, "完成"?, "done"?, "closed"?: .done
      case "进行中"?, "doing"?, "in progress"?, "in_progress"?: .doing
      case "已取消"?, "取消"?, "dropped"?, "cancelled"?: .dropped
      case "有效"?, "worked"?: .worked
      case "无效"?, "did not work"?: .didNotWork
      case "已逾期"?, "overdue"?: .overdue
      default: .open
      }
    let isOpen = status == .open || status == .doing
    if isOpen, let due = issue.due, due.daysSince1970 < scope.asOf.daysSinceEpoch {
      return .overdue
    }
    return status
  }
}

extension SectionPhrase {
  fileprivate static let problems = SectionPhrase("问题与原因", "Problems and their causes")
  fileprivate static let stories = SectionPhrase("值得留下的做法", "Stories worth keeping")
  fileprivate static let lossOf = SectionPhrase("损失 {amount}。", "Cost {amount}. ")
  fileprivate static let times = SectionPhrase("发生 {count} 次。", "Happened {count} times. ")
  fileprivate static let noImprovement = SectionPhrase("还没有写下改进", "no improvement written down yet")
}
