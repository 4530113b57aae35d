/// The difference of two shares of one sample, such as promoters minus detractors.
struct NetShare: Equatable, Sendable {
  /// p − d.
  let value: Double
  /// (p + d − (p − d)²) / n.
  let variance: Double
  /// Both shares' sum, p + d.
  let spread: Double
  let n: Double

  init(positive: Double, negative: Double, n: Double) {
    let (p, d) = (positive / n, negative / n)
    value = p - d
    spread = p + d
    variance = max(0, p + d - (p - d) * (p - d)) / n
    self.n = n
  }

  init(positive: Int, negative: Int, n: Int) {
    self.init(positive: Double(positive), negative: Double(negative), n: Double(n))
  }

  var standardError: Double { variance.squareRoot() }

  /// value ± z·√variance, cut to −1…1.
  func interval(level: Double, method: IntervalMethod = .delta) -> Interval {
    let half = NormalDistribution.criticalValue(level: level) * standardError
    return Interval(max(-1, value - half), min(1, value + half), level: level, method: method)
  }

  /// - Parameter count: how many answered, where that is another number than the effective one.
  func estimate(count: Int? = nil, missing: Int, level: Double) -> Estimate {
    guard n > 0 else { return Estimate(none: .empty, missing: missing) }
    return Estimate(
      value, n: count ?? Int(n), missing: missing, interval: interval(level: level),
      flags: (count.map(Double.init) ?? n) < 30 ? .lowN : [])
  }
}
