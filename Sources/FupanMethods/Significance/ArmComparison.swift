/// What one arm of a test is against the control.
package struct ArmComparison: Equatable, Sendable {
  /// arm − control.
  package let difference: Estimate
  /// arm / control − 1.
  package let lift: Estimate
  package let statistic: Double?
  package let degrees: Double?
  package let p: Double?
  /// P(arm > control) + ½ P(equal), where ranks were compared.
  package let superiority: Double?
  /// The smallest difference that arms of this size would have shown at 80 % power.
  package let detectable: Double?
  /// By what it was tested: `newcombe`, `fisher`, `welch`, `mann_whitney`.
  package let method: String

  /// Shares of independent units.
  package init(
    base: (successes: Int, trials: Int), other: (successes: Int, trials: Int),
    power: Double = SampleSize.defaultPower, level: Double = Interval.defaultLevel
  ) {
    let test = TwoProportions(base: base, other: other, level: level)
    difference = test.difference
    lift = test.lift
    statistic = test.isExact ? nil : test.z
    degrees = nil
    p = test.p
    superiority = nil
    detectable = SampleSize.detectableShare(
      above: base.trials > 0 ? Double(base.successes) / Double(base.trials) : 0,
      perArm: SampleSize.effective(base.trials, other.trials), power: power, level: level)
    method = test.isExact ? "fisher" : "newcombe"
  }

  /// Means of independent units.
  package init(
    base: Moments, other: Moments, method: String = "welch",
    power: Double = SampleSize.defaultPower, level: Double = Interval.defaultLevel
  ) {
    let test = MeanDifference(base: base, other: other, level: level)
    difference = test.difference
    lift = ArmComparison.lift(base.mean, other.mean, test.difference)
    statistic = test.statistic
    degrees = test.degrees
    p = test.p
    superiority = nil
    // The spread that equal arms would need to be as unsure as these are.
    let deviation = [base.variance, other.variance].compactMap { $0 }
    detectable =
      deviation.count < 2
      ? nil
      : SampleSize.detectableDifference(
        deviation: ((deviation[0] + deviation[1]) / 2).squareRoot(),
        perArm: SampleSize.effective(base.count, other.count), power: power, level: level)
    self.method = method
  }

  /// Ranks of independent units; the difference is the median of all differences.
  package init(base: WeightedValues, other: WeightedValues) {
    let test = MannWhitney(base: base.values, other: other.values)
    let n = base.count + other.count
    difference =
      test.shift.map { Estimate($0, n: n, flags: min(base.count, other.count) < 30 ? .lowN : []) }
      ?? Estimate(none: test.u == nil ? .empty : .undefined, n: n)
    lift = Estimate(none: .undefined, n: n)
    statistic = test.z
    degrees = nil
    p = test.p
    superiority = test.superiority
    detectable = nil
    method = "mann_whitney"
  }

  private static func lift(_ base: Double, _ other: Double, _ difference: Estimate) -> Estimate {
    guard difference.value != nil else {
      return Estimate(none: difference.reason ?? .undefined, n: difference.n)
    }
    guard base != 0 else { return Estimate(none: .zeroDenominator, n: difference.n) }
    return Estimate(
      (other - base) / abs(base), n: difference.n, flags: base < 0 ? .negativeBase : [])
  }
}
