extension NetPromoterScore {
  /// The standard error of a weighted score; 0 without answers.
  package static func weightedError(
    promoters: Double, detractors: Double, weights: WeightSums
  ) -> Double {
    let n = weights.effectiveSize
    guard n > 0, promoters >= 0, detractors >= 0 else { return 0 }
    let scale = n / weights.sum
    return 100
      * NetShare(positive: promoters * scale, negative: detractors * scale, n: n).standardError
  }

  /// The score of weighted answers: weighted shares, and the effective sample size for n.
  ///
  /// - Parameters:
  ///   - promoters: the sum of the promoters' weights.
  ///   - detractors: the sum of the detractors' weights.
  ///   - weights: of all who answered.
  package static func weighted(
    promoters: Double, detractors: Double, weights: WeightSums, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) -> Estimate {
    let n = weights.effectiveSize
    guard n > 0, promoters >= 0, detractors >= 0 else {
      return Estimate(none: n > 0 ? .undefined : .empty, missing: missing)
    }
    let scale = n / weights.sum
    let plain = NetShare(positive: promoters * scale, negative: detractors * scale, n: n)
    let isAdjusted = n < 100 || plain.spread <= 0 || plain.spread >= 1
    let shown =
      isAdjusted
      ? NetShare(
        positive: promoters * scale + 0.75, negative: detractors * scale + 0.75, n: n + 3) : plain
    return Estimate(
      100 * plain.value, n: weights.count, missing: missing,
      interval: shown.interval(level: level, method: isAdjusted ? .adjusted : .delta)
        .scaled(by: 100),
      flags: weights.count < 30 ? .lowN : [])
  }
}
