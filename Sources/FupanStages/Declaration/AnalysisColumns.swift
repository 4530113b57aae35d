import FupanData
import FupanDiagnostics
import FupanPlan

/// The columns an analysis reads, looked up with the places where they were named.
enum AnalysisColumns {
  /// The column that says who; it has to be one that rows can be grouped by.
  static func person(
    _ name: ColumnName, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Field {
    try grouping(name, in: input, scope)
  }

  /// A column that rows can be grouped by.
  static func grouping(
    _ name: ColumnName, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Field {
    let place = name.place ?? scope.origin.place
    let field = try input.binder().field(name.text, at: place)
    guard field.type.isOrdered else {
      throw Problems(Diagnostic(.notAGroup, at: place, ["name": .text(field.name)]))
    }
    return field
  }

  /// Columns that rows can be grouped or ordered by.
  static func keys(
    _ names: [ColumnName], in input: Relation, _ scope: Scope
  ) throws(Problems) -> [String] {
    var found: [Diagnostic] = []
    let fields = names.map { name in
      found.gather { () throws(Problems) in try grouping(name, in: input, scope) }
    }
    if let problems = Problems(found) { throw problems }
    return fields.compactMap { $0?.name }
  }

  /// A column of exact numbers.
  static func amount(
    _ name: ColumnName, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Field {
    let place = name.place ?? scope.origin.place
    let field = try input.binder().field(name.text, at: place)
    guard field.type.isExactNumeric else {
      throw Problems(
        Diagnostic(
          .notAnAmount, at: place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    return field
  }

  /// An amount as a whole number of its last digit.
  static func units(of amount: Field, in rows: Relation) throws(Problems) -> Expression {
    let column = Expression(amount)
    guard amount.type != .integer else { return column }
    let scale = amount.type.scale ?? 0
    guard let multiply = FunctionCatalog["multiply"] else {
      preconditionFailure("the catalogue has multiply")
    }
    let factor = Int64(DecimalText.powersOfTen[scale])
    return try rows.binder().call(
      multiply,
      [column.cast(to: .decimal(scale: scale)), Expression(literal: .integer(factor))], at: nil
    ).cast(to: .integer)
  }

  /// Who did something, and when, in microseconds since 1970.
  ///
  /// - Throws: what is wrong with either column, both at once.
  static func event(
    of person: ColumnName, at time: ColumnName?, in input: Relation, _ scope: Scope
  ) throws(Problems) -> (who: Field, instant: Expression) {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let instant = found.gather { () throws(Problems) in
      try microseconds(
        of: try TimeColumn.field(time, in: input, at: scope.origin.place), in: scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let instant else { preconditionFailure("a missing column is a problem") }
    return (who, instant)
  }

  /// An instant as microseconds since 1970; a day counts from its start in the report's zone.
  static func microseconds(of field: Field, in scope: Scope) throws(Problems) -> Expression {
    if field.type == .date { _ = try scope.requiredZone() }
    let instant = Expression(field).cast(to: .timestamp)
    return try ExpressionBinder(schema: Schema([field])).call(
      "microseconds", [instant], at: scope.origin.place)
  }

  /// - Throws: a column of the input that the result has under the same name.
  static func requireFree(
    _ name: ColumnName?, among results: [String], _ scope: Scope
  ) throws(Problems) {
    guard let name, results.contains(where: { $0.utf8.elementsEqual(name.text.utf8) }) else {
      return
    }
    throw Problems(
      Diagnostic(
        .resultColumnTaken, at: name.place ?? scope.origin.place, ["name": .text(name.text)]))
  }
}
