import FupanData
import FupanDiagnostics

extension Batch {
  /// Whether positions of 32 bits reach all rows and the texts of each column.
  static func canBeCombined(_ batches: [Batch]) -> Bool {
    guard batches.reduce(0, { $0 + $1.count }) <= Int(Int32.max) else { return false }
    return (batches.first?.columns ?? []).indices.allSatisfy { index in
      textBytes(batches.lazy.map { $0.columns[index] }) <= Int(UInt32.max)
    }
  }

  private static func textBytes(_ parts: some Sequence<Column>) -> Int {
    parts.reduce(0) { sum, part in
      if case .text(let text) = part { sum + text.writtenBytes } else { sum }
    }
  }

  /// The rows of several batches in one. Each column's pieces are let go as soon as they are copied,
  /// so that rows are never held twice.
  ///
  /// - Throws: `too_much_text` where a column holds more than positions of 32 bits can reach.
  static func combined(
    _ batches: consuming [Batch], _ schema: Schema
  ) throws(Problems) -> Batch {
    if batches.count == 1 { return batches[0] }
    var pieces = try Pieces(batches, schema)
    var columns: [Column] = []
    for index in pieces.columns.indices {
      let column = pieces.columns[index]
      pieces.columns[index].parts = []
      columns.append(column.combined)
    }
    return Batch(schema, columns, count: pieces.count, provenance: pieces.places)
  }

  /// As ``combined(_:_:)``, by several workers.
  static func combined(
    _ batches: consuming [Batch], _ schema: Schema, by workers: Workers
  ) async throws(Problems) -> Batch {
    if batches.count == 1 { return batches[0] }
    var pieces = try Pieces(batches, schema)
    let columns = await workers.map(pieces.takeColumns()) { $0.combined }
    return Batch(schema, columns, count: pieces.count, provenance: pieces.places)
  }

  /// The rows at some positions, gathered by several workers.
  func gathered(_ rows: [Int32], by workers: Workers) async -> Batch {
    if isAll(rows) { return self }
    return Batch(
      schema, await workers.map(columns) { $0.gathered(rows) }, count: rows.count,
      provenance: provenance?.gathered(rows))
  }

  /// Several batches column by column.
  private struct Pieces {
    let count: Int
    let places: Provenance?
    var columns: [ColumnPieces]

    init(_ batches: consuming [Batch], _ schema: Schema) throws(Problems) {
      count = batches.reduce(0) { $0 + $1.count }
      places = Provenance.concatenated(batches.map { ($0.provenance, $0.count) })
      columns = schema.fields.indices.map { index in
        ColumnPieces(parts: batches.map { $0.columns[index] }, type: schema.fields[index].type)
      }
      for (column, field) in zip(columns, schema.fields) {
        guard textBytes(column.parts) <= Int(UInt32.max), count <= Int(Int32.max) else {
          throw Problems(Diagnostic(.tooMuchText, ["column": .text(field.name)]))
        }
      }
    }

    mutating func takeColumns() -> [ColumnPieces] {
      defer { columns = [] }
      return columns
    }
  }

  /// The pieces of a column, one after the other.
  private struct ColumnPieces: Sendable {
    var parts: [Column]
    let type: DataType

    var combined: Column { Column.concatenated(parts, type: type) }
  }
}
