extension ExpressionSyntax {
  /// The expressions that it is made of, in the order they are written; none for a name or a literal.
  package var parts: [ExpressionSyntax] {
    switch self {
    case .column, .literal, .parameter: []
    case .call(_, let arguments, _, _): arguments
    case .conditional(let branches, let otherwise, _):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap { $0 }
    case .cast(let operand, _, _): [operand]
    }
  }

  /// The same expression made of other parts.
  package func mapParts<Failure: Error>(
    _ change: (ExpressionSyntax) throws(Failure) -> ExpressionSyntax
  ) throws(Failure) -> ExpressionSyntax {
    switch self {
    case .column, .literal, .parameter: return self
    case .call(let name, let arguments, let isDistinct, let offset):
      return .call(name, try arguments.map(change), isDistinct: isDistinct, offset: offset)
    case .conditional(let branches, let otherwise, let offset):
      let changed = try branches.map { branch throws(Failure) in
        Branch(condition: try change(branch.condition), value: try change(branch.value))
      }
      return .conditional(changed, otherwise: try otherwise.map(change), offset: offset)
    case .cast(let operand, let type, let offset):
      return .cast(try change(operand), type, offset: offset)
    }
  }
}
