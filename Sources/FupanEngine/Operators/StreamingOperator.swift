import FupanData
import FupanPlan

/// A step that handles each batch by itself, in any order and on any worker.
protocol StreamingOperator: Sendable {
  /// - Throws: the first row of the batch that ends the run. Rows before it may still hold one that
  ///   a later step refuses.
  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch
  /// What becomes of a column; nil where not every row that leaves is one that came, in the order in
  /// which they came.
  func fate(of column: String) -> ColumnFate?
}

extension StreamingOperator {
  func fate(of column: String) -> ColumnFate? { nil }
}
