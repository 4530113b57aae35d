import FupanData
import FupanDiagnostics

extension Relation {
  /// Missing values of `columns` become the nearest earlier one among the rows with the same `keys`.
  package func fillingDown(
    _ columns: [String], by keys: [String], order: [SortKey], ties: TiePolicy
  ) throws(Problems) -> Relation {
    var hidden: [String: String] = [:]
    var functions: [WindowFunction] = []
    for column in columns where hidden[column] == nil {
      let name = Relation.hiddenName("filled\(functions.count + 1)", in: schema)
      hidden[column] = name
      functions.append(WindowFunction(name, .lastValue, of: column, frame: .running))
    }
    let filled = try windowed(
      Window(partition: keys, order: order, ties: ties, functions: functions))
    return try filled.projected(
      schema.fields.map { field in
        guard let name = hidden[field.name] else { return Projection(keeping: field) }
        var projection = Projection(field.name, Expression(field.named(name)))
        projection.field = field
        return projection
      })
  }

  /// One row for each combination of the pivot's `by`, with a column for each declared value; rows
  /// with another value take no part.
  package func pivoted(_ pivot: Pivot) throws(Problems) -> Relation {
    let rows = pivot.combine == .one ? try requiringOneRow(for: pivot) : self
    let binder = rows.binder()
    let naming = Expression(try binder.field(pivot.name, at: builder.place))
    let measured = try pivot.value.map { value throws(Problems) in
      Expression(try binder.field(value, at: builder.place))
    }
    var cells: [Projection] = []
    var aggregations: [Aggregation] = []
    for target in pivot.columns {
      let holds = try binder.call(
        ComparisonFunctions.equal, [naming, Expression(literal: target.value, type: naming.type)],
        at: builder.place)
      let value = measured ?? Expression(literal: .integer(1))
      let cell = Relation.hiddenName("cell\(cells.count + 1)", in: schema)
      cells.append(
        Projection(
          cell,
          Expression(
            .conditional([.init(condition: holds, value: value)], otherwise: nil),
            type: value.type, unit: value.unit, isPersonal: value.isPersonal)))
      aggregations.append(Aggregation(target.column, pivot.combine.function, of: cell))
    }
    return try rows.extended(cells).aggregated(aggregations, by: pivot.by)
  }

  /// Ends the run where two rows meet in a cell of the pivot.
  private func requiringOneRow(for pivot: Pivot) throws(Problems) -> Relation {
    let keys = pivot.by + [pivot.name]
    let count = Relation.hiddenName("rows_of_cell", in: schema)
    let counted = try windowed(
      Window(
        partition: keys, order: [], ties: .inputOrder,
        functions: [WindowFunction(count, .count)]))
    let isOnly = try counted.binder().call(
      ComparisonFunctions.equal,
      [Expression(Field(count, .integer)), Expression(literal: .integer(1))], at: builder.place)
    let rule = Check.Rule(
      "one row for each \(keys.joined(separator: ", "))", isOnly, columns: keys, onError: .fail)
    return try counted.checked(Check(rules: [rule])).selected(schema.names)
  }
}
