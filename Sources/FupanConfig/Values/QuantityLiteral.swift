import FupanDiagnostics

/// A goal or bound: an amount (`60万`, `2000`) or a percentage (`8%`, `+30%`).
package enum QuantityLiteral: Hashable, Sendable {
  case amount(AmountLiteral)
  case percentage(Percentage)

  /// The number meant, exactly: `8%` is 0.08.
  package var decimal: DecimalLiteral {
    switch self {
    case .amount(let amount): amount.decimal
    case .percentage(let percentage): percentage.fraction
    }
  }
}

extension QuantityLiteral: ParameterValue {
  package static var kind: ParameterKind { .oneOf([.money, .percent]) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    if let percentage = Percentage(text) {
      self = .percentage(percentage)
    } else if let amount = AmountLiteral(text) {
      self = .amount(amount)
    } else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
  }

  package var written: String {
    switch self {
    case .amount(let amount): amount.written
    case .percentage(let percentage): percentage.written
    }
  }
}
