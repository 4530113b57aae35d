import Glibc

extension Estimate {
  /// The target group index: 100 times a segment's share over the whole's share of the same trait.
  ///
  /// 150 means the trait is half as common again. The interval is Katz's of the ratio. A trait that
  /// nobody has gives `zero_denominator`; below 30 in the segment the index is flagged.
  package static func targetGroupIndex(
    segment: (successes: Int, trials: Int), whole: (successes: Int, trials: Int),
    level: Double = Interval.defaultLevel
  ) -> Estimate {
    let comparison = TwoProportions(base: whole, other: segment, level: level)
    guard let lift = comparison.lift.value else {
      return Estimate(
        none: comparison.lift.reason ?? .undefined, n: max(0, segment.trials))
    }
    let bounds = comparison.lift.interval
    return Estimate(
      100 * (1 + lift), n: segment.trials,
      interval: bounds.map {
        Interval(
          $0.lower.map { 100 * (1 + $0) }, $0.upper.map { 100 * (1 + $0) }, level: level,
          method: $0.method)
      }, flags: segment.trials < 30 ? .lowN : [])
  }

  /// The mean of daily over monthly active people, over the days whose look-back is complete.
  ///
  /// A day without a monthly figure (nil) does not count; no day at all gives `not_observed`.
  package static func stickiness(daily: [Int], monthly: [Int?]) -> Estimate {
    let shares = zip(daily, monthly).compactMap { day, month in
      month.flatMap { $0 > 0 ? Double(day) / Double($0) : nil }
    }
    guard !shares.isEmpty else { return Estimate(none: .notObserved, missing: daily.count) }
    return Estimate(
      NeumaierSum.of(shares) / Double(shares.count), n: shares.count,
      missing: daily.count - shares.count)
  }
}
