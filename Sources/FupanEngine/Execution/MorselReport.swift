import FupanDiagnostics
import FupanFormats
import FupanPlan

/// What a worker noticed beside its rows.
struct MorselReport: Sendable {
  /// Rows that came from the source.
  var rows = 0
  /// Row counts by node.
  var counts: [Int: NodeAccount.Counts] = [:]
  var rejections: [Rejection] = []
  /// Right rows that were found, by join node.
  var matches: [Int: [Int32]] = [:]
  /// The first row that each join refused, where rows come in another order than their own.
  var refusals: [Int: RowRefusal] = [:]
  /// Accounts by file.
  var accounts: [Int: FileAccount] = [:]
  var totals: [TotalRow] = []
  /// What only whole columns show, by converted column.
  var tallies: [ConvertedColumn: ColumnTally] = [:]
  /// Exact sums by converted column.
  var sums: [ConvertedColumn: ColumnSums] = [:]

  mutating func count(_ node: Int, _ body: (inout NodeAccount.Counts) -> Void) {
    body(&counts[node, default: NodeAccount.Counts()])
  }

  mutating func refuse(_ node: Int, row: Int, _ problems: Problems) {
    let refusal = RowRefusal(row: row, problems: problems)
    refusals[node] = refusals[node].map { $0.earlier(refusal) } ?? refusal
  }
}
