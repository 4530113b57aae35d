/// An exact fraction, for thresholds and probabilities that people write as decimals.
///
///     Fraction(15, over: 100)  // 15 %
package struct Fraction: Sendable {
  package let numerator: Int64
  /// Positive.
  package let denominator: Int64

  package init(_ numerator: Int64, over denominator: Int64) {
    precondition(denominator > 0, "a fraction's denominator is positive")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The fraction that a decimal is; nil where it does not fit 64 bits.
  package init?(_ decimal: ScaledInteger) {
    guard decimal.scale <= 18, let numerator = Int64(exactly: decimal.units) else { return nil }
    self.init(numerator, over: Int64(PowerOfTen.integer(decimal.scale)))
  }

  package var doubleValue: Double { Double(numerator) / Double(denominator) }
}

extension Fraction: Comparable {
  package static func == (left: Fraction, right: Fraction) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      == Int128(right.numerator) * Int128(left.denominator)
  }

  package static func < (left: Fraction, right: Fraction) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}
