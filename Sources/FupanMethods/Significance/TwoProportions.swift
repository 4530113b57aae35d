import Glibc

/// Two proportions of independent samples compared.
///
/// The difference's interval is Newcombe's hybrid of two Wilson intervals (Newcombe 1998, "Interval
/// estimation for the difference between independent proportions"); the lift's is Katz's (1978,
/// "Obtaining confidence intervals for the risk ratio"). The test is the pooled z test, or Fisher's
/// exact test where an expected count is below 5.
///
///     TwoProportions(base: (120, 2400), other: (156, 2400))
///     // +0.015, 0.00181412 … 0.02827373, p 0.02561052
package struct TwoProportions: Equatable, Sendable {
  /// other − base, as a ratio; ×100 it is percentage points.
  package let difference: Estimate
  /// other / base − 1.
  package let lift: Estimate
  /// Pooled z; nil where no unit or every unit is a success.
  package let z: Double?
  /// Two-sided p; nil without both samples.
  package let p: Double?
  /// Whether p is Fisher's.
  package let isExact: Bool

  /// Whether the interval of the difference leaves out 0: only then a report shows ▲ or ▼.
  package var isSignificant: Bool { difference.interval.map { !$0.contains(0) } ?? false }

  package init(
    base: (successes: Int, trials: Int), other: (successes: Int, trials: Int),
    level: Double = Interval.defaultLevel
  ) {
    let (x1, n1) = base
    let (x2, n2) = other
    guard let wilson1 = Interval.wilson(successes: x1, trials: n1, level: level),
      let wilson2 = Interval.wilson(successes: x2, trials: n2, level: level),
      let l1 = wilson1.lower, let u1 = wilson1.upper, let l2 = wilson2.lower,
      let u2 = wilson2.upper
    else {
      let reason: Reason = n1 == 0 || n2 == 0 ? .zeroDenominator : .undefined
      difference = Estimate(none: reason)
      lift = difference
      z = nil
      p = nil
      isExact = false
      return
    }
    let (p1, p2) = (Double(x1) / Double(n1), Double(x2) / Double(n2))
    let change = p2 - p1
    let below = ((p2 - l2) * (p2 - l2) + (u1 - p1) * (u1 - p1)).squareRoot()
    let above = ((u2 - p2) * (u2 - p2) + (p1 - l1) * (p1 - l1)).squareRoot()
    let flags: EstimateFlags = min(n1, n2) < 30 ? .lowN : []
    difference = Estimate(
      change, n: n1 + n2,
      interval: Interval(
        max(-1, change - below), min(1, change + above), level: level, method: .newcombe),
      flags: flags)

    if x1 == 0 {
      lift = Estimate(none: .zeroDenominator, n: n1 + n2)
    } else {
      let ratio = p2 / p1
      var interval: Interval?
      if x2 > 0 {
        let error =
          (1 / Double(x2) - 1 / Double(n2) + 1 / Double(x1) - 1 / Double(n1)).squareRoot()
        let factor = exp(NormalDistribution.criticalValue(level: level) * error)
        interval = Interval(ratio / factor - 1, ratio * factor - 1, level: level, method: .katz)
      }
      lift = Estimate(ratio - 1, n: n1 + n2, interval: interval, flags: flags)
    }

    let pooled = Double(x1 + x2) / Double(n1 + n2)
    let variance = pooled * (1 - pooled) * (1 / Double(n1) + 1 / Double(n2))
    z = variance > 0 ? change / variance.squareRoot() : nil
    let leastExpected = Double(min(n1, n2)) * min(pooled, 1 - pooled)
    isExact = leastExpected < 5
    p =
      isExact
      ? FisherExact.twoSidedP(x2, n2 - x2, x1, n1 - x1)
      : z.map { NormalDistribution.twoSidedP($0) }
  }

  package static func == (left: TwoProportions, right: TwoProportions) -> Bool {
    left.difference == right.difference && left.lift == right.lift && left.z == right.z
      && left.p == right.p && left.isExact == right.isExact
  }
}
