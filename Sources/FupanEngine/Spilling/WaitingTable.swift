import FupanData
import FupanDiagnostics

/// The rows of a result, as much of them in memory as has room, for whoever reads them one batch
/// after the other.
///
///     try result.waiting["output"]?.forEachBatch { try writer.write($0) }
package struct WaitingTable: Sendable {
  package let schema: Schema
  private let rows: WaitingRows
  /// Whoever reads gets no more rows than this at once: what a step gave may be one large batch.
  private static let mostRows = 1 << 16

  init(_ schema: Schema, _ rows: WaitingRows) {
    self.schema = schema
    self.rows = rows
  }

  /// How many rows there are.
  package var count: Int { rows.count }

  /// Hands out the rows in their order, batch by batch.
  ///
  /// - Throws: `spill_failed`, or what the body throws.
  package func forEachBatch(_ body: (Batch) throws(Problems) -> Void) throws(Problems) {
    for batch in rows.batches {
      let waiting = try batch.rows()
      for start in stride(from: 0, to: waiting.count, by: WaitingTable.mostRows) {
        try body(waiting.slice(start..<min(start + WaitingTable.mostRows, waiting.count)))
      }
    }
  }
}
