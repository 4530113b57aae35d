import FupanData

/// Counts rows on their way through a node that leaves them as they are.
struct CountOperator: StreamingOperator {
  let node: Int

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += batch.count
    }
    return batch
  }
}
