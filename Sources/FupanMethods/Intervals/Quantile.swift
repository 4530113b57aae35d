/// Sample quantiles of type 7 (Hyndman and Fan 1996, "Sample quantiles in statistical packages").
///
/// The position is found by whole-number arithmetic, so that every engine picks the same two order
/// statistics; only the last step between them is a double.
package enum Quantile {
  /// Where a quantile lies among the ordered values.
  package struct Position: Equatable, Sendable {
    /// Zero-based rank of the value at or below.
    package let lower: Int
    /// Zero-based rank of the value at or above.
    package let upper: Int
    /// How far between both, at least 0 and below 1.
    package let weight: Fraction
  }

  /// The position of the `p`-quantile among `count` values; nil for no value or a `p` outside 0…1.
  package static func position(of p: Fraction, among count: Int) -> Position? {
    guard count > 0, p.numerator >= 0, p.numerator <= p.denominator else { return nil }
    let rank = Int128(count - 1) * Int128(p.numerator)
    let (lower, rest) = rank.quotientAndRemainder(dividingBy: Int128(p.denominator))
    return Position(
      lower: Int(lower), upper: rest == 0 ? Int(lower) : Int(lower) + 1,
      weight: Fraction(Int64(rest), over: p.denominator))
  }

  /// The value `weight` of the way from `lower` to `upper`; `lower` itself where both are equal.
  package static func between(_ lower: Double, _ upper: Double, _ weight: Fraction) -> Double {
    lower == upper ? lower : lower + weight.doubleValue * (upper - lower)
  }

  /// The `p`-quantile of values in ascending order; nil for no value.
  package static func type7(_ p: Fraction, ofSorted values: [Double]) -> Double? {
    position(of: p, among: values.count).map {
      between(values[$0.lower], values[$0.upper], $0.weight)
    }
  }

  /// The `p`-quantile of values in any order; nil for no value. Values that are not finite are left
  /// out.
  package static func type7(_ p: Fraction, of values: [Double]) -> Double? {
    type7(p, ofSorted: values.filter { $0.isFinite }.sorted())
  }

  /// The median; nil for no value.
  package static func median(of values: [Double]) -> Double? {
    type7(Fraction(1, over: 2), of: values)
  }
}
