import FupanData

/// An expression as it was written: names not yet looked up, types not yet known.
///
/// Operators are calls of the functions they stand for, so `a + b` is `add(a, b)`.
package indirect enum ExpressionSyntax: Hashable, Sendable {
  /// `paid_amount`, `orders.paid_amount`.
  case column(qualifier: String?, name: String, offset: Int)
  /// `12`, `0.35`, `'社群'`, `true`, `null`, `date '2026-04-10'`.
  case literal(Value, offset: Int)
  /// `:gross_margin`.
  case parameter(String, offset: Int)
  /// `round(x, 2)`; `count(*)` has no arguments.
  case call(String, [ExpressionSyntax], isDistinct: Bool, offset: Int)
  /// `case when a then b … else c end`.
  case conditional([Branch], otherwise: ExpressionSyntax?, offset: Int)
  /// `cast(x as integer)`.
  case cast(ExpressionSyntax, DataType, offset: Int)

  /// `when condition then value`.
  package struct Branch: Hashable, Sendable {
    package var condition: ExpressionSyntax
    package var value: ExpressionSyntax

    package init(condition: ExpressionSyntax, value: ExpressionSyntax) {
      self.condition = condition
      self.value = value
    }
  }

  /// Characters from the start of the expression to where this part starts.
  package var offset: Int {
    switch self {
    case .column(_, _, let offset), .literal(_, let offset), .parameter(_, let offset),
      .call(_, _, _, let offset), .conditional(_, _, let offset), .cast(_, _, let offset):
      offset
    }
  }
}
