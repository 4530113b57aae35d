import FupanData
import FupanPlan

/// One row for each item of a list.
struct UnnestOperator: StreamingOperator {
  let node: Int
  let column: Int
  let keepsEmpty: Bool
  let schema: Schema

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    guard case .list(let lists) = batch.columns[column] else {
      preconditionFailure("only lists are unnested")
    }
    var rows: [Int32] = []
    var items: [Int32] = []
    for row in 0..<batch.count {
      let range = lists.isValid(row) ? lists.range(row) : 0..<0
      if range.isEmpty, keepsEmpty {
        rows.append(Int32(row))
        items.append(-1)
      }
      for item in range {
        rows.append(Int32(row))
        items.append(Int32(item))
      }
    }
    var columns: [Column] = []
    for (index, source) in batch.columns.enumerated() {
      columns.append(
        index == column ? .text(lists.items.gathered(items)) : source.gathered(rows))
    }
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += rows.count
    }
    return Batch(
      schema, columns, count: rows.count, provenance: batch.provenance?.gathered(rows))
  }
}
