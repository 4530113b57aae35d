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
    let sorted = members.filter { $0.time.isFinite }.sorted { $0.time < $1.time }
    let z = NormalDistribution.criticalValue(level: level)
    var points: [Point] = []
    var share = 1.0
    var variance = NeumaierSum()
    var index = 0
    while index < sorted.count {
      let time = sorted[index].time
      let atRisk = sorted.count - index
      var left = 0
      while index < sorted.count, sorted[index].time == time {
        if sorted[index].hasLeft { left += 1 }
        index += 1
      }
      guard left > 0 else { continue }
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
          time: time, atRisk: atRisk, left: left,
          share: Estimate(share, n: sorted.count, interval: interval),
          standardError: share * variance.value.squareRoot()))
    }
    self.points = points
    median =
      points.first { ($0.share.value ?? 1) <= 0.5 }.map { Estimate($0.time, n: sorted.count) }
      ?? Estimate(none: sorted.isEmpty ? .empty : .notObserved, n: sorted.count)
  }
}
