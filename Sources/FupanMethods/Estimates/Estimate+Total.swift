extension Estimate {
  /// An exact sum or count: the whole is known, so there is no interval.
  ///
  /// The exact figure stays in `numerator`, with no denominator; `value` is its nearest double.
  ///
  ///     Estimate.total(ScaledInteger(1932_50, scale: 2), n: 12)
  package static func total(
    _ amount: ScaledInteger, n: Int, missing: Int = 0, flags: EstimateFlags = []
  ) -> Estimate {
    Estimate(amount.doubleValue, n: n, missing: missing, numerator: amount, flags: flags)
  }

  /// The exact figure of a sum or count; nil for a quotient.
  package var exactTotal: ScaledInteger? { denominator == nil ? numerator : nil }
}
