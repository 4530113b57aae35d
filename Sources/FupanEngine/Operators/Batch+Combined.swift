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
    if batches.isEmpty { return Batch(empty: schema) }
    let count = batches.reduce(0) { $0 + $1.count }
    let places = Provenance.concatenated(batches.map { ($0.provenance, $0.count) })
    var pieces = schema.fields.indices.map { index in batches.map { $0.columns[index] } }
    batches = []
    var columns: [Column] = []
    for (index, field) in schema.fields.enumerated() {
      let parts = pieces[index]
      pieces[index] = []
      guard textBytes(parts) <= Int(UInt32.max), count <= Int(Int32.max) else {
        throw Problems(Diagnostic(.tooMuchText, ["column": .text(field.name)]))
      }
      columns.append(Column.concatenated(parts, type: field.type))
    }
    return Batch(schema, columns, count: count, provenance: places)
  }
}
