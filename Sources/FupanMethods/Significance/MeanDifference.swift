import CSpecialFunctions

/// Two means, or two ratios of sums, of independent samples compared.
///
///     let change = MeanDifference(base: before, other: after)  // Welch
///     change.p
package struct MeanDifference: Equatable, Sendable {
  /// other − base, in the values' unit.
  package let difference: Estimate
  /// The statistic: t for means, z for ratios of sums; nil where it has no value.
  package let statistic: Double?
  /// Satterthwaite's degrees of freedom; nil for a z.
  package let degrees: Double?
  /// Two-sided.
  package let p: Double?

  /// Whether the interval of the difference leaves out 0: only then a report shows ▲ or ▼.
  package var isSignificant: Bool { difference.interval.map { !$0.contains(0) } ?? false }

  /// Welch 1947, "The generalization of 'Student's' problem when several different population
  /// variances are involved". Below two values a side `too_few`; without any spread `no_variance`.
  package init(base: Moments, other: Moments, level: Double = Interval.defaultLevel) {
    let n = base.count + other.count
    guard let first = base.variance, let second = other.variance else {
      self.init(none: .tooFew, n: n)
      return
    }
    let (a, b) = (first / Double(base.count), second / Double(other.count))
    guard a + b > 0 else {
      self.init(none: .noVariance, n: n)
      return
    }
    let degrees =
      (a + b) * (a + b)
      / (a * a / Double(base.count - 1) + b * b / Double(other.count - 1))
    let error = (a + b).squareRoot()
    let change = other.mean - base.mean
    let half = fupan_student_t_quantile(0.5 + level / 2, degrees) * error
    let t = change / error
    self.init(
      Estimate(
        change, n: n, interval: Interval(change - half, change + half, level: level, method: .t),
        flags: min(base.count, other.count) < 30 ? .lowN : []),
      statistic: t, degrees: degrees, p: min(1, 2 * fupan_student_t_sf(abs(t), degrees)))
  }

  /// Two ratios of sums, each clustered: z = (R2 − R1) / √(se1² + se2²).
  package init(base: PairSums, other: PairSums, level: Double = Interval.defaultLevel) {
    let first = Estimate.ratio(base, level: level)
    let second = Estimate.ratio(other, level: level)
    let n = first.n + second.n
    guard let r1 = first.value, let r2 = second.value else {
      self.init(none: first.reason ?? second.reason ?? .undefined, n: n)
      return
    }
    guard let a = first.clusterError, let b = second.clusterError else {
      self.init(none: .tooFew, n: n)
      return
    }
    let error = (a * a + b * b).squareRoot()
    guard error > 0 else {
      self.init(none: .noVariance, n: n)
      return
    }
    let half = NormalDistribution.criticalValue(level: level) * error
    let change = r2 - r1
    self.init(
      Estimate(
        change, n: n,
        interval: Interval(change - half, change + half, level: level, method: .ratioDelta),
        flags: min(first.n, second.n) < 30 ? .lowN : []),
      statistic: change / error, degrees: nil, p: NormalDistribution.twoSidedP(change / error))
  }

  private init(none reason: Reason, n: Int) {
    self.init(Estimate(none: reason, n: n), statistic: nil, degrees: nil, p: nil)
  }

  private init(_ difference: Estimate, statistic: Double?, degrees: Double?, p: Double?) {
    // Both sides' spread may overflow; then nothing but the reason is left.
    let isKnown = difference.value != nil
    self.difference = difference
    self.statistic = isKnown ? statistic : nil
    self.degrees = isKnown ? degrees : nil
    self.p = isKnown ? p : nil
  }
}

extension Estimate {
  /// The standard error of a clustered ratio, read back from its interval.
  fileprivate var clusterError: Double? {
    guard let interval, let lower = interval.lower, let upper = interval.upper, n > 1 else {
      return nil
    }
    return (upper - lower) / 2
      / fupan_student_t_quantile(0.5 + interval.level / 2, Double(n - 1))
  }
}
