import FupanData
import FupanPlan

/// Columns computed from each row.
struct ProjectOperator: StreamingOperator {
  let node: Int
  let projections: [Projection]
  let schema: Schema
  let context: EvaluationContext
  let places: RowPlaces
  let origin: Origin

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    var columns: [Column] = []
    columns.reserveCapacity(projections.count)
    for projection in projections {
      columns.append(
        try projection.expression.evaluate(batch, context, places, origin).expanded)
    }
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += batch.count
    }
    return Batch(schema, columns, count: batch.count, provenance: batch.provenance)
  }
}
