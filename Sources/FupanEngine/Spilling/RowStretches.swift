import FupanData
import FupanDiagnostics

/// Rows that are computed a stretch at a time when somebody asks for them, so that they need not be
/// in memory as a whole.
protocol RowStretches: Sendable {
  var count: Int { get }
  /// About how many rows a stretch has.
  func rowCount(_ stretch: Int) -> Int
  /// - Parameter report: takes what is noticed beside the rows.
  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch
}
