import FupanData

/// A named expression of a projection: `SELECT expression AS name`.
package struct Projection: Hashable, Sendable {
  package var name: String
  package var expression: Expression
  /// The field it makes where that says more than the expression: an original name, a grain.
  package var field: Field

  package init(_ name: String, _ expression: Expression) {
    self.name = name
    self.expression = expression
    field = expression.field(named: name)
  }

  /// A column that is kept, perhaps under another name.
  package init(keeping kept: Field, as name: String? = nil) {
    self.name = name ?? kept.name
    expression = Expression(kept)
    field = kept.named(name ?? kept.name)
  }

  /// The column it merely passes on, or nil.
  package var passedColumn: String? {
    if case .column(let name) = expression.form { name } else { nil }
  }
}
