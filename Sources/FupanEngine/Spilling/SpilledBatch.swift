import FupanData
import FupanDiagnostics

/// Rows in the spill file; their place is given back when nobody holds them any more.
final class SpilledBatch: Sendable {
  let schema: Schema
  let count: Int
  private let file: SpillFile
  private let range: Range<Int>

  /// Writes rows to the file.
  ///
  /// - Throws: `spill_full` and `spill_failed`.
  init(_ rows: Batch, to file: SpillFile) throws(Problems) {
    schema = rows.schema
    count = rows.count
    self.file = file
    range = try file.write(rows.bytes)
  }

  /// How many bytes the rows take in the file.
  var byteCount: Int { range.count }

  deinit { file.release(range) }

  /// The rows as they were.
  func rows() throws(Problems) -> Batch {
    try file.read(range) { Batch(schema, bytes: $0) }
  }
}
