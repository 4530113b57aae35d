import CSpecialFunctions

extension Estimate {
  /// A rate of `count` events in an `exposure` (days, thousand views), with the exact Poisson
  /// interval.
  ///
  /// Garwood 1936, "Fiducial limits for the Poisson distribution". An exposure of zero gives
  /// `zero_denominator`, a negative count or exposure `undefined`.
  package static func rate(
    _ count: Int, per exposure: Double = 1, missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    guard exposure != 0 else {
      return Estimate(none: .zeroDenominator, missing: missing, numerator: ScaledInteger(count))
    }
    guard count >= 0, exposure > 0, exposure.isFinite else {
      return Estimate(none: .undefined, missing: missing, numerator: ScaledInteger(count))
    }
    let alpha = 1 - level
    let c = Double(count)
    let lower = count == 0 ? 0 : fupan_chi_squared_quantile(alpha / 2, 2 * c) / 2
    let upper = fupan_chi_squared_quantile(1 - alpha / 2, 2 * c + 2) / 2
    return Estimate(
      c / exposure, n: count, missing: missing, numerator: ScaledInteger(count),
      interval: Interval(lower / exposure, upper / exposure, level: level, method: .poisson),
      flags: count < 5 ? .sparse : [])
  }
}
