import FupanData
import FupanDiagnostics
import FupanPlan

extension Relation {
  /// The fields of text with these names, each once.
  ///
  /// - Throws: every name that is unknown or no text.
  func textFields(_ names: [ColumnName]) throws(Problems) -> [Field] {
    var found: [Diagnostic] = []
    var fields: [Field] = []
    for name in names {
      found.gather { () throws(Problems) in
        let field = try binder().field(name)
        guard field.type == .text else {
          throw Problems(
            Diagnostic(
              .notText, at: name.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        if !fields.contains(field) { fields.append(field) }
      }
    }
    if let problems = Problems(found) { throw problems }
    return fields
  }

  /// A column's values as text, written the same on every engine.
  ///
  /// - Throws: an unknown column, a list, or floating-point numbers.
  func text(of name: ColumnName) throws(Problems) -> Expression {
    let field = try binder().field(name)
    guard field.type != .list, field.type != .number else {
      throw Problems(
        Diagnostic(
          .noTextForm, at: name.place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    return Expression(field).cast(to: .text)
  }

  /// The same rows, for a stage that puts them in the order of these columns: between pipes a number
  /// that nobody declared ends the run, because as text 12.50 comes before 7.
  func orderable(_ names: [String], in scope: Scope) throws(Problems) -> Relation {
    guard scope.readsText else { return self }
    let binder = binder(in: scope)
    let texts = schema.fields.filter { $0.type == .text && names.contains($0.name) }
    return try replacing(texts) { binder.ordered(Expression($0)) }
  }

  /// The same rows with columns computed anew, what else is known of them kept.
  func replacing(
    _ fields: [Field], _ value: (Field) throws(Problems) -> Expression
  ) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var projections: [Projection] = []
    for field in fields {
      found.gather { () throws(Problems) in
        let expression = try value(field)
        var projection = Projection(field.name, expression)
        projection.field = field
        projection.field.type = expression.type
        projection.field.isPersonal = expression.isPersonal
        projections.append(projection)
      }
    }
    if let problems = Problems(found) { throw problems }
    return try extended(projections)
  }
}

extension Expression {
  /// `case when condition then value else otherwise end`, of the type of `otherwise`.
  static func when(
    _ condition: Expression, _ value: Expression, otherwise: Expression
  ) -> Expression {
    Expression(
      .conditional([Branch(condition: condition, value: value)], otherwise: otherwise),
      type: otherwise.type, unit: otherwise.unit,
      isPersonal: condition.isPersonal || value.isPersonal || otherwise.isPersonal)
  }

  /// A text as a literal.
  static func text(_ text: String) -> Expression { Expression(literal: .text(text)) }

  /// What is written in a document, as a literal of a column's type.
  ///
  /// - Throws: text that is no such value.
  static func literal(
    _ text: String, like field: Field, at place: Place?
  ) throws(Problems) -> Expression {
    guard let value = CastKernel.cast(.text(text), to: field.type, EvaluationContext()) else {
      throw Problems(
        Diagnostic(
          .valueDoesNotFit, at: place,
          [
            "text": .text(text), "name": .text(field.name),
            "type": .text(field.type.description),
          ]))
    }
    return Expression(literal: value, type: field.type)
  }
}
