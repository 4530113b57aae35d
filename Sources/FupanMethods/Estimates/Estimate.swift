/// A figure with everything that a reader needs to judge it: what stands behind it, how sure it is,
/// and why it is missing where it is.
///
/// `value` is in the metric's own unit (a ratio of 12.5 % is 0.125). A value or a bound that is not
/// finite never gets in: it becomes missing with reason `undefined`.
///
///     let rate = Estimate.proportion(18, of: 360)
///     rate.value            // 0.05
///     rate.interval?.lower  // 0.031858
package struct Estimate: Equatable, Sendable {
  /// The figure, or nil with a `reason`.
  package let value: Double?
  /// Why there is no value; nil where there is one.
  package let reason: Reason?
  /// Observations used.
  package let n: Int
  /// Observations dropped because a needed input was missing.
  package let missing: Int
  /// The exact numerator, where the figure is a quotient.
  package let numerator: ScaledInteger?
  /// The exact denominator, where the figure is a quotient.
  package let denominator: ScaledInteger?
  /// The confidence interval, where the method gives one.
  package let interval: Interval?
  /// Warnings to print with the value.
  package let flags: EstimateFlags

  /// A figure that could be computed.
  package init(
    _ value: Double, n: Int, missing: Int = 0, numerator: ScaledInteger? = nil,
    denominator: ScaledInteger? = nil, interval: Interval? = nil, flags: EstimateFlags = []
  ) {
    let isFinite = value.isFinite
    // Adding zero turns -0 into 0, which is what is printed.
    self.value = isFinite ? value + 0 : nil
    self.reason = isFinite ? nil : .undefined
    self.n = n
    self.missing = missing
    self.numerator = numerator
    self.denominator = denominator
    self.interval = isFinite ? interval : nil
    self.flags = flags
  }

  /// A figure that could not be computed, and why.
  package init(
    none reason: Reason, n: Int = 0, missing: Int = 0, numerator: ScaledInteger? = nil,
    denominator: ScaledInteger? = nil, flags: EstimateFlags = []
  ) {
    self.value = nil
    self.reason = reason
    self.n = n
    self.missing = missing
    self.numerator = numerator
    self.denominator = denominator
    self.interval = nil
    self.flags = flags
  }

  /// The same estimate with more warnings.
  package func flagged(_ more: EstimateFlags) -> Estimate {
    guard let value else {
      return Estimate(
        none: reason ?? .undefined, n: n, missing: missing, numerator: numerator,
        denominator: denominator, flags: flags.union(more))
    }
    return Estimate(
      value, n: n, missing: missing, numerator: numerator, denominator: denominator,
      interval: interval, flags: flags.union(more))
  }

  /// The same estimate with its interval cut to `range`, for figures that cannot leave it.
  package func clipped(to range: ClosedRange<Double>) -> Estimate {
    guard let value else { return self }
    return Estimate(
      value, n: n, missing: missing, numerator: numerator, denominator: denominator,
      interval: interval?.clipped(to: range), flags: flags)
  }

  /// The same evidence without its figures, as small-cell suppression leaves it.
  package var suppressed: Estimate { Estimate(none: .suppressed) }
}
