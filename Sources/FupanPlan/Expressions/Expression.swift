import FupanData

/// An expression whose names are looked up and whose types are known: every engine can run it.
package struct Expression: Hashable, Sendable {
  package let form: Form
  /// The type of its values.
  package let type: DataType
  /// What its numbers count, or nil where that is not known or mixed.
  package let unit: Unit?
  /// Whether its values tell who somebody is.
  package let isPersonal: Bool

  /// What kind of expression it is, each documented by its SQL.
  package indirect enum Form: Hashable, Sendable {
    /// `paid_amount`
    case column(String)
    /// `12.50`
    case literal(Value)
    /// `round(x, 2)`; the name is one of ``FunctionCatalog``.
    case call(String, [Expression])
    /// `CASE WHEN condition THEN value … ELSE otherwise END`; no `else` gives missing.
    case conditional([Branch], otherwise: Expression?)
    /// `CAST(x AS type)`; a value that does not fit is an error.
    case cast(Expression)
  }

  /// `WHEN condition THEN value`
  package struct Branch: Hashable, Sendable {
    package let condition: Expression
    package let value: Expression

    package init(condition: Expression, value: Expression) {
      self.condition = condition
      self.value = value
    }
  }

  package init(_ form: Form, type: DataType, unit: Unit? = nil, isPersonal: Bool = false) {
    self.form = form
    self.type = type
    self.unit = unit
    self.isPersonal = isPersonal
  }

  /// A column of a schema.
  package init(_ field: Field) {
    self.init(.column(field.name), type: field.type, unit: field.unit, isPersonal: field.isPersonal)
  }

  /// A literal; a missing one has the type that its surroundings need.
  package init(literal value: Value, type: DataType? = nil) {
    self.init(.literal(value), type: type ?? value.type ?? .text)
  }

  /// The literal it is, or nil.
  package var literal: Value? {
    if case .literal(let value) = form { value } else { nil }
  }

  /// The same expression, cast where its type differs.
  package func cast(to type: DataType) -> Expression {
    if self.type == type { return self }
    if literal == .missing { return Expression(.literal(.missing), type: type) }
    return Expression(.cast(self), type: type, unit: unit, isPersonal: isPersonal)
  }

  /// The names of the columns it reads, in the order of first use.
  package var columns: [String] {
    var names: [String] = []
    collectColumns(into: &names)
    return names
  }

  private func collectColumns(into names: inout [String]) {
    if case .column(let name) = form, !names.contains(name) { names.append(name) }
    for part in parts { part.collectColumns(into: &names) }
  }

  /// The expressions that it is made of, in the order they are written; none for a column or a
  /// literal.
  package var parts: [Expression] {
    switch form {
    case .column, .literal: []
    case .call(_, let arguments): arguments
    case .conditional(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap { $0 }
    case .cast(let operand): [operand]
    }
  }

  /// The field that a column computed by this expression has.
  package func field(named name: String) -> Field {
    Field(name, type, unit: unit, isPersonal: isPersonal)
  }
}
