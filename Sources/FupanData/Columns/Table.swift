/// A whole relation in memory: its schema and its rows in batches.
package struct Table: Sendable {
  package let schema: Schema
  package let batches: [Batch]
  package let count: Int

  /// - Precondition: every batch has this schema.
  package init(_ schema: Schema, _ batches: [Batch]) {
    precondition(batches.allSatisfy { $0.schema == schema })
    self.schema = schema
    self.batches = batches.filter { $0.count > 0 }
    count = batches.reduce(0) { $0 + $1.count }
  }

  /// A small table from rows of values.
  package init(_ schema: Schema, rows: [[Value]]) {
    var builders = schema.fields.map { ColumnBuilder($0.type) }
    for row in rows {
      precondition(row.count == builders.count)
      for (index, value) in row.enumerated() { builders[index].append(value) }
    }
    self.init(schema, [Batch(schema, builders.map { $0.finish() }, count: rows.count)])
  }

  /// All rows as values, for small tables.
  package var rows: [[Value]] { batches.flatMap { batch in (0..<batch.count).map(batch.row) } }

  /// The first rows, without a value of any other.
  package func rows(first count: Int) -> [[Value]] {
    Array(batches.lazy.flatMap { batch in (0..<batch.count).lazy.map(batch.row) }.prefix(count))
  }

  /// All values of one column, or nil where there is no such column.
  package func values(_ name: String) -> [Value]? {
    guard let index = schema.index(of: name) else { return nil }
    return batches.flatMap { batch in (0..<batch.count).map { batch.columns[index].value(at: $0) } }
  }

  /// All rows in one batch.
  package var combined: Batch {
    if batches.count == 1 { return batches[0] }
    return Batch(
      schema,
      schema.fields.indices.map { index in
        Column.concatenated(batches.map { $0.columns[index] }, type: schema.fields[index].type)
      }, count: count)
  }
}
