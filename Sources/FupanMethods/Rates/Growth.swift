import Glibc

/// Growth of a stock of people over a period.
package struct Growth: Equatable, Sendable {
  /// Members at the start.
  package let start: Int
  /// People who joined, those who came back included.
  package let joins: Int
  /// People who left.
  package let leaves: Int
  /// Members at the end: start + joins − leaves.
  package let end: Int
  /// joins − leaves.
  package let net: Int
  /// net / start.
  package let rate: Estimate

  /// Nil where the four counts do not reconcile: start + joins − leaves must be end.
  package init?(start: Int, joins: Int, leaves: Int, end: Int) {
    guard Int128(start) + Int128(joins) - Int128(leaves) == Int128(end) else { return nil }
    self.start = start
    self.joins = joins
    self.leaves = leaves
    self.end = end
    net = joins - leaves
    let (numerator, denominator) = (ScaledInteger(net), ScaledInteger(start))
    rate =
      start == 0
      ? Estimate(none: .zeroDenominator, numerator: numerator, denominator: denominator)
      : Estimate(
        Double(net) / Double(start), n: start, numerator: numerator, denominator: denominator)
  }

  /// The constant growth per period that leads from `first` to `last` in `periods`.
  ///
  ///     Growth.compound(from: 1000, to: 1728, periods: 3)  // 0.20
  package static func compound(from first: Double, to last: Double, periods: Int) -> Estimate {
    guard periods > 0 else { return Estimate(none: .tooFew) }
    guard first != 0 else { return Estimate(none: .zeroDenominator) }
    guard first > 0, last >= 0 else { return Estimate(none: .negativeBase) }
    return Estimate(pow(last / first, 1 / Double(periods)) - 1, n: periods)
  }
}
