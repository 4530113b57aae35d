import FupanData
import FupanPlan

/// One row for each of several columns; missing values stay.
struct UnpivotOperator: StreamingOperator {
  let node: Int
  /// Positions of the columns that become rows.
  let turned: [Int]
  /// Positions of the columns that are repeated.
  let kept: [Int]
  let names: [String]
  let schema: Schema

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let count = batch.count * turned.count
    var rows: [Int32] = []
    var labels: [Int32] = []
    var positions: [Int32] = []
    rows.reserveCapacity(count)
    labels.reserveCapacity(count)
    positions.reserveCapacity(count)
    for row in 0..<batch.count {
      for column in turned.indices {
        rows.append(Int32(row))
        labels.append(Int32(column))
        positions.append(Int32(column * batch.count + row))
      }
    }
    let values = Column.concatenated(
      turned.map { batch.columns[$0] }, type: batch.columns[turned[0]].type)
    let columns =
      kept.map { batch.columns[$0].gathered(rows) } + [
        .text(TextColumn(names).gathered(labels)), values.gathered(positions),
      ]
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += count
    }
    return Batch(schema, columns, count: count, provenance: batch.provenance?.gathered(rows))
  }
}
