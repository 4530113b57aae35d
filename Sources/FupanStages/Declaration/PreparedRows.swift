import FupanData
import FupanDiagnostics
import FupanPlan

/// Rows with further hidden columns that a stage computes with and drops again.
struct PreparedRows {
  var rows: Relation
  /// The hidden columns.
  var hidden: [String] = []

  /// Adds a hidden column, computed from the rows so far.
  mutating func hide(_ stem: String, _ expression: Expression) throws(Problems) -> Field {
    let name = Relation.hiddenName(stem, in: rows.schema)
    rows = try rows.extended([Projection(name, expression)])
    hidden.append(name)
    return expression.field(named: name)
  }

  /// Adds window functions under hidden names, which are returned in their order.
  mutating func window(
    by keys: [String], order: [SortKey] = [], ties: TiePolicy = .error,
    _ functions: (stem: String, function: WindowFunction)...
  ) throws(Problems) -> [Field] {
    try window(by: keys, order: order, ties: ties, functions)
  }

  /// Adds window functions under hidden names, which are returned in their order.
  mutating func window(
    by keys: [String], order: [SortKey] = [], ties: TiePolicy = .error,
    _ functions: [(stem: String, function: WindowFunction)]
  ) throws(Problems) -> [Field] {
    var named: [WindowFunction] = []
    for (stem, function) in functions {
      var function = function
      function.name = Relation.hiddenName(stem, in: rows.schema)
      while named.contains(where: { $0.name == function.name }) { function.name += "_" }
      named.append(function)
    }
    rows = try rows.windowed(
      Window(partition: keys, order: order, ties: ties, functions: named))
    hidden += named.map { $0.name }
    return named.compactMap { rows.schema[$0.name] }
  }

  /// A column of numbers to compute with; between pipes text is read as numbers.
  ///
  /// - Throws: a column that is unknown or holds anything else.
  mutating func number(_ name: ColumnName, in scope: Scope) throws(Problems) -> Field {
    let place = name.place ?? scope.origin.place
    let field = try rows.binder().field(name.text, at: place)
    if field.type.isNumeric { return field }
    guard scope.reads(field) else {
      throw Problems(
        Diagnostic(
          .notAnAmount, at: place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    return try hide("number", Expression(field).cast(to: .wideDecimal(scale: 9)))
  }

  /// A column of exact numbers to multiply, of 18 digits at most; between pipes text is read as
  /// decimals of six digits.
  ///
  /// - Throws: a column that is unknown, holds anything else, or may have more digits.
  mutating func factor(_ name: ColumnName, in scope: Scope) throws(Problems) -> Field {
    let place = name.place ?? scope.origin.place
    let field = try rows.binder().field(name.text, at: place)
    if scope.reads(field) {
      rows = rows.checked(Check(conversions: [Conversion(field.name, .decimal(scale: 6))]))
      return rows.schema[field.name] ?? field
    }
    let facts: KeyValuePairs<String, FactValue> = [
      "name": .text(field.name), "type": .text(field.type.description),
    ]
    if case .wideDecimal(let scale) = field.type {
      throw Problems(
        Diagnostic(.factorTooWide, at: place, facts).with("scale", .integer(scale)))
    }
    guard field.type.isExactNumeric else {
      throw Problems(Diagnostic(.notAnAmount, at: place, facts))
    }
    return field
  }

  /// The columns as keys of an order; between pipes text that is a number is ordered as one.
  mutating func order(
    _ names: [ColumnName], _ direction: SortKey.Direction = .ascending, in scope: Scope
  ) throws(Problems) -> [SortKey] {
    var keys: [SortKey] = []
    for name in try AnalysisColumns.keys(names, in: rows, scope) {
      if let field = rows.schema[name], scope.reads(field) {
        let text = Expression(field)
        let isNumber = try rows.binder().call(
          "regexp_matches",
          [text, Expression(literal: .text(#"^-?[0-9]{1,28}(\.[0-9]{1,9})?$"#))], at: nil)
        let type = DataType.wideDecimal(scale: 9)
        let number = Expression(
          .conditional(
            [Expression.Branch(condition: isNumber, value: text.cast(to: type))], otherwise: nil),
          type: type)
        keys.append(SortKey(try hide("number", number).name, direction))
      }
      keys.append(SortKey(name, direction))
    }
    return keys
  }

  /// The rows with a column more, or with it in place of the one of its name, and without what was
  /// hidden.
  func adding(_ projections: Projection...) throws(Problems) -> Relation {
    let named = projections.map { $0.name }
    return try rows.extended(projections).dropping(hidden.filter { !named.contains($0) })
  }
}
