import FupanMetrics
import FupanReports

/// What is worth doing again: hypotheses that are kept and stories with a result, each with the
/// figure that shows it.
struct PracticeTable {
  private let scope: ReportScope
  private let figures: LedgerFigures

  init(_ scope: ReportScope, _ figures: LedgerFigures) {
    self.scope = scope
    self.figures = figures
  }

  /// The metrics that practices refer to.
  static func metrics(of ledgers: Ledgers) -> [String] {
    ledgers.hypotheses.filter { $0.decision == .keep }.compactMap { $0.metric }
      + ledgers.stories.compactMap { $0.metricRefs.first }
  }

  /// Nil where nothing is.
  func table(_ results: ReportResults, _ book: inout ReceiptBook) -> Report.Table? {
    let text = scope.text
    var practices: [(what: String, from: LedgerKind, shown: String?, metric: String?)] = []
    for story in scope.ledgers.stories {
      guard let action = story.action, let result = story.result else { continue }
      practices.append((action, .story, result, story.metricRefs.first))
    }
    for hypothesis in scope.ledgers.hypotheses where hypothesis.decision == .keep {
      practices.append(
        (hypothesis.hypothesis, .hypothesis, hypothesis.result, hypothesis.metric))
    }
    guard !practices.isEmpty else { return nil }
    var rows: [Report.Table.Row] = []
    for practice in practices {
      let found = practice.metric.flatMap { figures.figure($0, scope, results) }
      rows.append(
        Report.Table.Row(
          [
            .text(practice.what), .text(text[.ledger(practice.from)]), .text(practice.shown ?? ""),
            .text(found?.metric.label(in: scope.language) ?? practice.metric ?? ""),
            found.map { FigureFormat($0.metric).value($0.figure) } ?? .missing(.noData),
          ], metric: found?.metric.id,
          receipt: found.map { book.add($0.metric, $0.figure, during: figures.days) }))
    }
    return Report.Table(
      id: "next_practices", title: text[.practices],
      columns: [
        .init("practice", text[.practice], .text), .init("from", text[.practiceFrom], .text),
        .init("result", ReportText(scope.language)[.result], .text),
        .init("metric", text[.metric], .text), .init("actual", text[.actual], .mixed),
      ], rows: rows)
  }
}

extension SectionPhrase {
  fileprivate static let practices = SectionPhrase("下次照做的", "Worth doing again")
  fileprivate static let practice = SectionPhrase("做法", "Practice")
  fileprivate static let practiceFrom = SectionPhrase("来自", "From")
}
