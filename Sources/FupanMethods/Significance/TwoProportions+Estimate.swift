extension TwoProportions {
  /// The comparison of two estimated shares, by their counts; nil where one is not a share of
  /// independent units.
  package init?(
    base: Estimate, other: Estimate, level: Double = Interval.defaultLevel
  ) {
    guard let first = Self.counts(of: base), let second = Self.counts(of: other) else {
      return nil
    }
    self.init(base: first, other: second, level: level)
  }

  private static func counts(of share: Estimate) -> (successes: Int, trials: Int)? {
    guard let method = share.interval?.method, method == .wilson || method == .clopper,
      let numerator = share.numerator, let denominator = share.denominator, numerator.scale == 0,
      denominator.scale == 0, let successes = Int(exactly: numerator.units),
      let trials = Int(exactly: denominator.units)
    else { return nil }
    return (successes, trials)
  }
}
