import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// What a run gave, and the account of every row.
package struct RunResult: Sendable {
  /// The fragments that were asked for, in that order.
  package var results: [String] = []
  /// The rows of each of ``results`` that was not to be left waiting.
  package var tables: [String: Table] = [:]
  /// The rows of the others.
  package var waiting: [String: WaitingTable] = [:]
  /// Every file read, in the order of the scans.
  package var files: [File] = []
  /// Every node run, inputs first.
  package var nodes: [NodeAccount] = []
  /// Rows that could not be used, by file and line; `Rejection.file` points into ``files``.
  package var rejections: [Rejection] = []
  /// Every column that a total row could be compared with.
  package var totals: [ColumnTotals] = []
  /// Columns with lower bounds, masked values, words that are not declared, or reasons for missing.
  package var notable: [NotableColumn] = []
  /// What is worth telling although nothing is refused.
  package var warnings: [Diagnostic] = []
  /// Every fragment computed, in order.
  package var fragments: [Timing] = []
  /// The most memory the process held at once, in bytes.
  package var peakMemory = 0

  package init() {}

  /// A file and where its records went.
  package struct File: Sendable {
    /// As the user named it.
    package var path: String
    /// Which sheet of it, where it is a workbook.
    package var sheet: SheetInput?
    package var account = FileAccount()
    /// Its total rows, which are checked and never added up.
    package var totals: [TotalRow] = []
    /// The columns of ``TotalRow/cells``.
    package var columns: [String] = []
    /// What the file was, with its hash where that was asked for.
    package var input: InputSummary?
  }

  /// A column compared with the total rows of its files.
  package struct ColumnTotals: Sendable {
    package var column: String
    /// The stage that read the column.
    package var origin: Origin
    /// How many cells of total rows agree.
    package var checked: Int
    /// Every cell of a total row with its file, in the order of files and lines.
    package var comparisons: [(file: String, comparison: TotalsCheck.Comparison)] = []
    /// Every total that is not the sum of its rows: an error, or a warning where rows of its file
    /// were refused.
    package var problems: [Diagnostic] = []
  }

  /// A column with cells that a reader of results should know of.
  package struct NotableColumn: Sendable {
    package var column: String
    package var fragment: String
    /// The stage that read the column.
    package var origin: Origin
    package var tally: ColumnTally
  }

  /// A fragment and how long it took.
  package struct Timing: Sendable {
    package var name: String
    package var rows: Int
    package var seconds: Double
  }

  /// How many rows were rejected.
  package var rejectedRows: Int { rejections.count }
}
