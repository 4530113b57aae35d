import CSpecialFunctions

/// How many units a test of two arms needs, and what a test of so many could have seen.
///
/// Two-sided, arms of one size (Cohen 1988, "Statistical Power Analysis for the Behavioral
/// Sciences"). Power after the fact is not offered: a null result is told by its interval and by the
/// smallest effect it could have seen.
///
///     SampleSize.perArm(from: 0.05, to: 0.06)                 // 8158
///     SampleSize.detectableShare(above: 0.05, perArm: 2400)   // 0.01913722
package enum SampleSize {
  package static let defaultPower = 0.8

  /// Units an arm to tell two shares apart; nil where they are equal or no shares.
  package static func perArm(
    from base: Double, to other: Double, power: Double = defaultPower,
    level: Double = Interval.defaultLevel
  ) -> Int? {
    guard let size = exactPerArm(from: base, to: other, power: power, level: level) else {
      return nil
    }
    return Int(exactly: size.rounded(.up))
  }

  /// Units an arm to tell two means apart that differ by `difference`; nil without a difference or
  /// spread.
  package static func perArm(
    deviation: Double, difference: Double, power: Double = defaultPower,
    level: Double = Interval.defaultLevel
  ) -> Int? {
    let ratio = (criticalValue(level) + quantile(power)) * deviation / difference
    let size = 2 * ratio * ratio
    return size.isFinite && size > 0 ? Int(exactly: size.rounded(.up)) : nil
  }

  /// The smallest rise of a share that arms of this size would have shown, absolute; nil where even
  /// a rise to 1 would not have been.
  ///
  /// - Parameter perArm: units an arm; of arms of different sizes ``effective(_:_:)``.
  package static func detectableShare(
    above base: Double, perArm: Double, power: Double = defaultPower,
    level: Double = Interval.defaultLevel
  ) -> Double? {
    guard perArm > 0, (0..<1).contains(base),
      let least = exactPerArm(from: base, to: 1, power: power, level: level), least <= perArm
    else { return nil }
    var (low, high) = (base, 1.0)
    while high - low > 1e-11 {
      let middle = low + (high - low) / 2
      guard let needed = exactPerArm(from: base, to: middle, power: power, level: level) else {
        return nil
      }
      if needed > perArm { low = middle } else { high = middle }
    }
    return high - base
  }

  /// The smallest difference of two means that arms of this size would have shown.
  package static func detectableDifference(
    deviation: Double, perArm: Double, power: Double = defaultPower,
    level: Double = Interval.defaultLevel
  ) -> Double? {
    guard perArm > 0, deviation > 0 else { return nil }
    return (criticalValue(level) + quantile(power)) * deviation * (2 / perArm).squareRoot()
  }

  /// The size of two equal arms that tell as much as these two: their harmonic mean.
  package static func effective(_ first: Int, _ second: Int) -> Double {
    first > 0 && second > 0 ? 2 / (1 / Double(first) + 1 / Double(second)) : 0
  }

  private static func exactPerArm(
    from base: Double, to other: Double, power: Double, level: Double
  ) -> Double? {
    guard (0...1).contains(base), (0...1).contains(other), base != other else { return nil }
    let pooled = (base + other) / 2
    let root =
      criticalValue(level) * (2 * pooled * (1 - pooled)).squareRoot()
      + quantile(power) * (base * (1 - base) + other * (1 - other)).squareRoot()
    return root * root / ((other - base) * (other - base))
  }

  private static func criticalValue(_ level: Double) -> Double {
    NormalDistribution.criticalValue(level: level)
  }

  private static func quantile(_ power: Double) -> Double { fupan_normal_quantile(power) }
}
