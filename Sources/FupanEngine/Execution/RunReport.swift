import FupanData
import FupanFormats
import FupanPlan

/// What the workers noticed, merged in the order of the morsels.
struct RunReport: Sendable {
  /// Rows that came from sources.
  var rows = 0
  var counts: [Int: NodeAccount.Counts] = [:]
  var rejections: [Rejection] = []
  var accounts: [Int: FileAccount] = [:]
  var totals: [TotalRow] = []
  var tallies: [ConvertedColumn: ColumnTally] = [:]
  var sums: [ConvertedColumn: ColumnSums] = [:]
  /// What files were, by their position in the run's list, once they were read to their end.
  var inputs: [Int: InputSummary] = [:]
  /// For each join node, which right rows were found.
  var matched: [Int: [Bool]] = [:]
  /// The first row that each join refused, where rows came in another order than their own.
  var refusals: [Int: RowRefusal] = [:]

  mutating func merge(_ report: MorselReport) {
    rows += report.rows
    for (node, counts) in report.counts { self.counts[node, default: .init()].add(counts) }
    for (file, account) in report.accounts {
      accounts[file] = accounts[file].map { $0 + account } ?? account
    }
    rejections.append(contentsOf: report.rejections)
    totals.append(contentsOf: report.totals)
    tallies.merge(report.tallies) { $0 + $1 }
    for (column, sums) in report.sums { self.sums[column, default: ColumnSums()].merge(sums) }
    refusals.merge(report.refusals) { $0.earlier($1) }
    for (node, rows) in report.matches {
      var flags = matched.removeValue(forKey: node) ?? []
      for row in rows {
        let index = Int(row)
        if flags.count <= index {
          flags.append(contentsOf: repeatElement(false, count: index + 1 - flags.count))
        }
        flags[index] = true
      }
      matched[node] = flags
    }
  }
}
