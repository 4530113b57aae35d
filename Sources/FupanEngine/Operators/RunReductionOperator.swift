import FupanData
import FupanPlan

/// Runs of rows reduced to one row each, and columns computed of these.
struct RunReductionOperator: StreamingOperator {
  /// The projections that compute the columns, which account for the rows they stand for.
  let nodes: [Int]
  let runs: RunAggregateOperator
  let projection: ProjectOperator

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let reduced: Batch
    do {
      reduced = try runs.result(of: batch)
    } catch {
      throw RowFailure(row: 0, diagnostic: error.first)
    }
    for node in nodes {
      report.count(node) {
        $0.rowsIn += batch.count
        $0.rowsOut += batch.count
      }
    }
    return try projection.computed(reduced)
  }
}
