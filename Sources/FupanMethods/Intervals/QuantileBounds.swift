/// The two exact order statistics that an engine returns for a percentile.
package struct QuantileBounds: Equatable, Sendable {
  package let lower: ScaledInteger
  package let upper: ScaledInteger

  package init(lower: ScaledInteger, upper: ScaledInteger) {
    self.lower = lower
    self.upper = upper
  }

  /// The type-7 `p`-quantile of `count` values; nil for no value.
  ///
  /// The only double operation of a percentile: an engine never takes its own.
  package func value(_ p: Fraction, among count: Int) -> Double? {
    Quantile.position(of: p, among: count).map {
      Quantile.between(lower.doubleValue, upper.doubleValue, $0.weight)
    }
  }
}
