import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanReports

/// Why it went as it did: problems with their causes, stories worth keeping, what was believed,
/// what happened and how the day went.
struct WhySection: ReportSection {
  static let kind = Report.Section.Kind.why
  static let summary =
    "The ledgers: problems with fishbone, Pareto, five whys and improvement; STAR stories; hypotheses; incidents; the run sheet; competitors and partners; what they still lack."

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let ledgers = scope.ledgers
    let data = try LedgerFigures(
      of: ledgers.issues.compactMap { $0.checkMetric } + ledgers.stories.flatMap { $0.metricRefs }
        + ledgers.hypotheses.compactMap { $0.metric }, in: scope)
    return PreparedSection(queries: data.queries) { results in
      var book = ReceiptBook(scope, results)
      var blocks = IssueBoard(scope, data).blocks(results, &book)
      let text = scope.text
      if !ledgers.stories.isEmpty {
        blocks.append(.heading(text[.stories]))
        blocks.append(
          .ledger(
            .stories(ledgers.stories.map { LedgerText.story($0, scope, data, results, &book) })))
      }
      if !ledgers.hypotheses.isEmpty {
        blocks.append(.table(HypothesisTable(scope, data).table(results, &book)))
      }
      blocks += IncidentRegister(ledgers.incidents, scope)?.blocks ?? []
      blocks += RunSheetTable(ledgers.steps, scope)?.blocks ?? []
      let tables = [
        CompetitorTable(scope).table, PartnerTable(scope).table, LedgerGapTable(scope).table,
      ]
      blocks += tables.compactMap { $0 }.map { .table($0) }
      return BuiltSection(
        Report.Section(.why, blocks: blocks, missing: blocks.isEmpty ? ["ledgers"] : []),
        receipts: book.receipts)
    }
  }
}

extension SectionPhrase {
  fileprivate static let stories = SectionPhrase("值得留下的做法", "Stories worth keeping")
}
