import FupanDiagnostics

/// An amount as people write it, exactly: `1200.50`, `9万`, `60万`, `1.2亿`.
package struct AmountLiteral: Hashable, Sendable {
  /// The amount in units of one: `60万` is 600000.
  package let decimal: DecimalLiteral
  /// The text it was written as.
  package let text: String

  /// Reads a decimal number with or without 万 or 亿; nil for anything else.
  package init?(_ text: String) {
    let power: Int
    switch text.last {
    case "万": power = 4
    case "亿": power = 8
    default: power = 0
    }
    guard let number = DecimalLiteral(power == 0 ? text[...] : text.dropLast()),
      let decimal = power == 0 ? number : number.scaled(byPowerOfTen: power)
    else { return nil }
    self.decimal = decimal
    self.text = text
  }
}

extension AmountLiteral: ParameterValue {
  package static var kind: ParameterKind { .money }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    guard let value = AmountLiteral(text) else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    self = value
  }

  package var written: String { text }
}
