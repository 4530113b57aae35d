import FupanEngine
import FupanFormats

/// Where every row of a run went, closed and ready for the manifest and the appendix.
package struct RunAccount: Sendable {
  /// What was read of each file.
  package var files: [InputAccount] = []
  /// Every node of the plan, inputs first.
  package var nodes: [NodeAccount] = []
  /// Rows that could not be used.
  package var rejected = 0
  /// Cells of total rows that agree with the sums of their columns.
  package var checkedTotals = 0
  /// Every cell of a total row beside what its rows add up to.
  package var totals: [CheckedTotal] = []
  /// Columns with cells that a reader should know of.
  package var notable: [NotableColumn] = []

  /// Rows of earlier downloads whose place rows of later ones have taken, by dataset.
  package var superseded: [(dataset: String, rows: Int)] = []

  package init() {}

  /// A cell of a total row.
  package struct CheckedTotal: Sendable {
    package var file: String
    package var column: String
    package var comparison: TotalsCheck.Comparison
  }

  /// A column with lower bounds, masked values, words that are not declared, or reasons for missing.
  package struct NotableColumn: Sendable {
    package var dataset: String
    package var column: String
    package var tally: ColumnTally
  }

  /// One input file.
  package struct InputAccount: Sendable {
    /// The file as the user named it.
    package var name: String
    package var account: FileAccount
    /// The SHA-256 of its bytes, 64 hexadecimal digits; `none` where the pipeline says so.
    package var sha256: String
    package var bytes: Int
    package var encoding: String
    /// What the file system knew it by when it was opened.
    package var inode: UInt64 = 0
    package var isCompressed = false
    /// How it is built, where it is delimited text.
    package var structure: CSVStructure?
    /// Whether it ends exactly where such exports end, so that it may be cut off.
    package var isAtCap = false
  }

  /// Data rows of all files.
  package var rowsRead: Int { files.reduce(0) { $0 + $1.account.read } }
}
