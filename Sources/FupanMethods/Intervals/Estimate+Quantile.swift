extension Estimate {
  /// The type-7 `p`-quantile with the interval between two order statistics.
  ///
  /// No value gives `empty`. Values that are not finite count as missing.
  package static func quantile(
    _ p: Fraction, of values: [Double], missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    let sorted = values.filter { $0.isFinite }.sorted()
    let missing = missing + values.count - sorted.count
    guard let value = Quantile.type7(p, ofSorted: sorted) else {
      return Estimate(none: .empty, missing: missing)
    }
    let interval = OrderStatisticRanks(count: sorted.count, p: p.doubleValue, level: level).map {
      Interval(
        $0.lower.map { sorted[$0 - 1] }, $0.upper.map { sorted[$0 - 1] }, level: level,
        method: .orderStatistic)
    }
    return Estimate(
      value, n: sorted.count, missing: missing, interval: interval,
      flags: sorted.count < 30 ? .lowN : [])
  }
}
