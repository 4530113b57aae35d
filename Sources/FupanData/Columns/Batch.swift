/// Some rows of a relation, column by column.
package struct Batch: Hashable, Sendable {
  package let schema: Schema
  package let columns: [Column]
  package let count: Int
  /// Where each row was read, as long as a later step may have to name it; nil afterwards.
  package var provenance: Provenance?

  /// - Precondition: one column for each field, of its type, all of `count` rows.
  package init(
    _ schema: Schema, _ columns: [Column], count: Int, provenance: Provenance? = nil
  ) {
    precondition(schema.fields.count == columns.count)
    precondition(provenance.map { $0.count == count } ?? true)
    for (field, column) in zip(schema.fields, columns) {
      precondition(column.count == count && column.type == field.type, "column of \(field.name)")
    }
    self.schema = schema
    self.columns = columns
    self.count = count
    self.provenance = provenance
  }

  /// No rows of this schema.
  package init(empty schema: Schema) {
    self.init(schema, schema.fields.map { ColumnBuilder($0.type).finish() }, count: 0)
  }

  /// The column with this name.
  package subscript(_ name: String) -> Column? { schema.index(of: name).map { columns[$0] } }

  /// The values of a row, in the order of the fields.
  package func row(_ index: Int) -> [Value] { columns.map { $0.value(at: index) } }

  /// The rows at `indices`, in that order.
  package func gathered(_ indices: [Int32]) -> Batch {
    if isAll(indices) { return self }
    return picked(indices)
  }

  /// Whether these are all rows in their order, so that nothing has to be copied.
  package func isAll(_ indices: [Int32]) -> Bool {
    guard indices.count == count else { return false }
    for row in 0..<count where indices[row] != Int32(row) { return false }
    return true
  }

  private func picked(_ indices: [Int32]) -> Batch {
    Batch(
      schema, columns.map { $0.gathered(indices) }, count: indices.count,
      provenance: provenance?.gathered(indices))
  }

  /// The rows in a range.
  package func slice(_ range: Range<Int>) -> Batch {
    if range == 0..<count { return self }
    return Batch(
      schema, columns.map { $0.slice(range) }, count: range.count,
      provenance: provenance?.slice(range))
  }
}
