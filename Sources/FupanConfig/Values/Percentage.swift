import FupanDiagnostics

/// A percentage, exactly: `8%` is the fraction 0.08.
package struct Percentage: Hashable, Sendable {
  /// The share of one: `12.5%` is 0.125.
  package let fraction: DecimalLiteral
  /// Whether a `+` was written, as for a change: `+30%`.
  package let isSigned: Bool

  package init(fraction: DecimalLiteral, isSigned: Bool = false) {
    self.fraction = fraction
    self.isSigned = isSigned
  }

  /// Reads a decimal number and `%`; nil for anything else.
  package init?(_ text: String) {
    guard text.last == "%", let number = DecimalLiteral(text.dropLast()),
      let fraction = number.scaled(byPowerOfTen: -2)
    else { return nil }
    self.init(fraction: fraction, isSigned: text.first == "+")
  }
}

extension Percentage: ParameterValue {
  package static var kind: ParameterKind { .percent }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    guard let value = Percentage(text) else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    self = value
  }

  package var written: String {
    let percent =
      fraction.scale >= 2
      ? DecimalLiteral(units: fraction.units, scale: fraction.scale - 2)
      : fraction.scaled(byPowerOfTen: 2) ?? fraction
    return (isSigned ? "+" : "") + percent.description + "%"
  }
}
