extension Estimate {
  /// A weighted share `weight` / Σw, with Wilson's interval at the effective sample size.
  ///
  ///     Estimate.proportion(weight: 83.87, in: weights)
  package static func proportion(
    weight: Double, in weights: WeightSums, missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    guard weights.sum > 0 else { return Estimate(none: .zeroDenominator, missing: missing) }
    // A sum of all weights, taken in another order, may be off by the last digit.
    let share = min(1, max(0, weight / weights.sum))
    return Estimate(
      share, n: weights.count, missing: missing,
      interval: Interval.wilson(
        proportion: share, effectiveTrials: weights.effectiveSize, level: level),
      flags: weights.count < 30 ? .lowN : [])
  }
}
