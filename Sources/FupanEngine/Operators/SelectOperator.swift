import FupanData

/// Some columns of rows in memory, as a scan of a fragment asks for them.
struct SelectOperator: StreamingOperator {
  let columns: [Int]
  let schema: Schema

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    Batch(
      schema, columns.map { batch.columns[$0] }, count: batch.count, provenance: batch.provenance)
  }
}
