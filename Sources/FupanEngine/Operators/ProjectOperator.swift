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

  func fate(of column: String) -> ColumnFate? {
    let readers = projections.filter { $0.expression.columns.contains(column) }
    guard let first = readers.first else { return .dropped }
    return readers.count == 1 && first.passedColumn == column ? .passed(as: first.name) : .read
  }

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let result = try computed(batch)
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += batch.count
    }
    return result
  }

  /// The columns of a batch, counted by nobody.
  func computed(_ batch: Batch) throws(RowFailure) -> Batch {
    var columns: [Column] = []
    columns.reserveCapacity(projections.count)
    for projection in projections {
      columns.append(
        try projection.expression.evaluate(batch, context, places, origin).expanded)
    }
    return Batch(schema, columns, count: batch.count, provenance: batch.provenance)
  }
}
