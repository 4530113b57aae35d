extension Estimate {
  /// A share x/n of independent units, the numerator a subset of the denominator, with its interval.
  ///
  /// Flags `low_n` below 30 units and `sparse` below 5 successes or failures. No units give
  /// `zero_denominator`; more successes than units, or a negative count, give `undefined`.
  ///
  ///     Estimate.proportion(54, of: 900)  // 0.06, 0.046275 … 0.077465
  package static func proportion(
    _ successes: Int, of trials: Int, missing: Int = 0, level: Double = Interval.defaultLevel,
    method: ProportionMethod = .wilson
  ) -> Estimate {
    let (numerator, denominator) = (ScaledInteger(successes), ScaledInteger(trials))
    guard trials != 0 else {
      return Estimate(
        none: .zeroDenominator, missing: missing, numerator: numerator, denominator: denominator)
    }
    guard trials > 0, (0...trials).contains(successes) else {
      return Estimate(
        none: .undefined, n: max(0, trials), missing: missing, numerator: numerator,
        denominator: denominator)
    }
    let interval =
      switch method {
      case .wilson: Interval.wilson(successes: successes, trials: trials, level: level)
      case .clopper: Interval.clopper(successes: successes, trials: trials, level: level)
      }
    var flags: EstimateFlags = []
    if trials < 30 { flags.insert(.lowN) }
    if successes < 5 || trials - successes < 5 { flags.insert(.sparse) }
    return Estimate(
      Double(successes) / Double(trials), n: trials, missing: missing, numerator: numerator,
      denominator: denominator, interval: interval, flags: flags)
  }
}
