import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// A column to sort by, as SQL writes it: `revenue`, `revenue asc` or `revenue desc`.
package struct SortColumn: Sendable {
  /// The text as written.
  let name: ColumnName

  /// The keys of an order; missing values come last in both directions.
  ///
  /// - Throws: every column that is unknown or has no order.
  static func keys(
    _ columns: [SortColumn], in input: Relation
  ) throws(Problems) -> [SortKey] {
    var found: [Diagnostic] = []
    let keys = columns.map { column in
      found.gather { () throws(Problems) in try column.key(in: input) }
    }
    if let problems = Problems(found) { throw problems }
    return keys.compactMap { $0 }
  }

  private func key(in input: Relation) throws(Problems) -> SortKey {
    var written = name
    var direction = SortKey.Direction.ascending
    // A column may be called `sold desc`.
    if input.schema[name.text] == nil {
      for (suffix, meant) in [(" desc", SortKey.Direction.descending), (" asc", .ascending)]
      where name.text.lowercased().hasSuffix(suffix) {
        written = ColumnName(String(name.text.dropLast(suffix.count)), at: name.place)
        direction = meant
      }
    }
    let field = try input.binder().field(written)
    guard field.type.isOrdered else {
      throw Problems(Diagnostic(.cannotGroup, at: name.place, ["name": .text(field.name)]))
    }
    return SortKey(field.name, direction, nulls: .last)
  }
}

extension SortColumn: ParameterValue {
  package static var kind: ParameterKind { .column }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let name = ColumnName(from: node, in: context, gathering: &problems) else { return nil }
    self.name = name
  }

  package var written: String { name.written }
}
