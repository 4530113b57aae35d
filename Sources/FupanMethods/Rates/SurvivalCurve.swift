import Glibc

/// How long members stay, where some have not left yet.
///
/// Kaplan and Meier 1958, "Nonparametric estimation from incomplete observations"; Greenwood's
/// variance (1926), the interval on the log-log scale.
package struct SurvivalCurve: Equatable, Sendable {
  /// The curve after one time at which somebody left.
  package struct Point: Equatable, Sendable {
    package let time: Double
    /// Members just before.
    package let atRisk: Int
    /// Members who left.
    package let left: Int
    /// Share that is still there, with its interval.
    package let share: Estimate
    /// Greenwood's standard error of the share.
    package let standardError: Double
  }

  package let points: [Point]
  /// The first time at which at most half are left; `not_observed` where it never comes to that.
  package let median: Estimate

  /// One pair a member: time until leaving or until the end of observation, and whether they left.
  package init(
    _ members: [(time: Double, hasLeft: Bool)], level: Double = Interval.defaultLevel
  ) {
    self.init(
      counts: members.map { ($0.time, $0.hasLeft ? 1 : 0, $0.hasLeft ? 0 : 1) }, level: level)
  }

  /// Members by time: how many left then, and how many were last seen then.
  ///
  /// Who is last seen at a time at which others leave was there when they left.
  package init(
    counts: [(time: Double, left: Int, seen: Int)], level: Double = Interval.defaultLevel
  ) {
    let moments = SurvivalMoments(counts)
    let z = NormalDistribution.criticalValue(level: level)
    var points: [Point] = []
    var share = 1.0
    var variance = NeumaierSum()
    for moment in moments.all where moment.left > 0 {
      let (left, atRisk) = (moment.left, moment.atRisk)
      share *= 1 - Double(left) / Double(atRisk)
      var interval: Interval?
      if left < atRisk {
        variance.add(Double(left) / (Double(atRisk) * Double(atRisk - left)))
        let spread = exp(z * variance.value.squareRoot() / abs(log(share)))
        interval = Interval(
          pow(share, spread), pow(share, 1 / spread), level: level, method: .greenwood)
      }
      points.append(
        Point(
          time: moment.time, atRisk: atRisk, left: left,
          share: Estimate(share, n: moments.count, interval: interval),
          standardError: share * variance.value.squareRoot()))
    }
    self.points = points
    median =
      points.first { ($0.share.value ?? 1) <= 0.5 }.map { Estimate($0.time, n: moments.count) }
      ?? Estimate(none: moments.count == 0 ? .empty : .notObserved, n: moments.count)
  }
}
