import CSpecialFunctions

extension Interval {
  /// Wilson's score interval of `successes` out of `trials` independent units.
  ///
  /// Its bounds lie in 0…1 and touch 0 or 1 exactly when no or every unit is a success. Wilson 1927,
  /// "Probable inference, the law of succession, and statistical inference"; Brown, Cai, DasGupta
  /// 2001, "Interval estimation for a binomial proportion". Nil unless 0 ≤ successes ≤ trials, 0 <
  /// trials.
  ///
  ///     Interval.wilson(successes: 18, trials: 360)  // 0.031858 … 0.077644
  package static func wilson(
    successes: Int, trials: Int, level: Double = defaultLevel
  ) -> Interval? {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    if successes == 0 || successes == trials {
      let share = successes == 0 ? 0.0 : 1.0
      return wilson(proportion: share, effectiveTrials: Double(trials), level: level)
    }
    let proportion = Double(successes) / Double(trials)
    return wilson(proportion: proportion, effectiveTrials: Double(trials), level: level)
  }

  /// Wilson's interval of a weighted proportion, with the effective sample size (Kish 1965) for n.
  package static func wilson(
    proportion: Double, effectiveTrials n: Double, level: Double = defaultLevel
  ) -> Interval? {
    guard n > 0, n.isFinite, (0...1).contains(proportion) else { return nil }
    let z = NormalDistribution.criticalValue(level: level)
    let scale = 1 + z * z / n
    let centre = (proportion + z * z / (2 * n)) / scale
    let half =
      (z / scale) * (proportion * (1 - proportion) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      proportion == 0 ? 0 : max(0, centre - half), proportion == 1 ? 1 : min(1, centre + half),
      level: level, method: .wilson)
  }

  /// Clopper and Pearson's interval of `successes` out of `trials`, whose coverage is guaranteed.
  ///
  /// Clopper and Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of
  /// the binomial". Nil unless 0 ≤ successes ≤ trials, 0 < trials.
  package static func clopper(
    successes: Int, trials: Int, level: Double = defaultLevel
  ) -> Interval? {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let alpha = 1 - level
    let (x, rest) = (Double(successes), Double(trials - successes))
    let lower =
      successes == 0
      ? 0 : fupan_beta_quantile(alpha / 2, x, rest + 1)
    let upper =
      successes == trials
      ? 1 : fupan_beta_quantile(1 - alpha / 2, x + 1, rest)
    return Interval(lower, upper, level: level, method: .clopper)
  }
}
