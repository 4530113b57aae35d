import FupanData

/// Two columns that say where rows stood before they were ordered by something else, so that they can
/// be put back: the number of their batch, and their own.
struct RowNumbering: Sendable {
  let batch: String
  let row: String

  /// - Parameter schemas: whose columns have other names.
  init(beside schemas: [Schema]) {
    func name(_ stem: String) -> String {
      var name = stem
      while schemas.contains(where: { $0.index(of: name) != nil }) { name = "_" + name }
      return name
    }
    batch = name("_batch")
    row = name("_row")
  }

  var fields: [Field] { [Field(batch, .integer), Field(row, .integer)] }

  /// Rows with their numbers.
  ///
  /// - Parameters:
  ///   - counts: how many rows each of their batches has.
  ///   - earlier: how many batches and rows came before.
  func numbered(
    _ rows: Batch, of counts: [Int], after earlier: (batches: Int, rows: Int)
  ) -> Batch {
    var batchOfRow: [Int64] = []
    batchOfRow.reserveCapacity(rows.count)
    for (batch, count) in counts.enumerated() {
      batchOfRow.append(contentsOf: repeatElement(Int64(earlier.batches + batch), count: count))
    }
    let numbers = (0..<rows.count).map { Int64(earlier.rows + $0) }
    return Batch(
      Schema(rows.schema.fields + fields),
      rows.columns + [.integer(FixedColumn(batchOfRow)), .integer(FixedColumn(numbers))],
      count: rows.count, provenance: rows.provenance)
  }

  /// The numbers of rows that have them.
  func numbers(of rows: Batch) -> [Int64] {
    guard case .integer(let numbers)? = rows[row] else { preconditionFailure("rows are numbered") }
    return numbers.values
  }
}
