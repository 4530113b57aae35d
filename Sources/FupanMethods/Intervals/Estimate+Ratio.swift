import CSpecialFunctions

extension Estimate {
  /// A ratio of sums Σy/Σx over independent clusters, with the linearised interval.
  ///
  /// For events over events (shares per view, money per order), several of them from one person:
  /// one pair per person, post or day. Cochran 1977, "Sampling Techniques", chapter 6. The residual
  /// sum of squares is taken over whole numbers, so nothing cancels away. Needs two clusters for an
  /// interval; Σx = 0 gives `zero_denominator`.
  ///
  ///     Estimate.ratio(buyers)  // money per order, its interval clustered by buyer
  package static func ratio(
    _ sums: PairSums, missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    guard sums.count > 0 else { return Estimate(none: .empty, missing: missing) }
    guard !sums.hasOverflowed else {
      return Estimate(none: .undefined, n: sums.count, missing: missing)
    }
    guard sums.x != 0 else {
      return Estimate(
        none: .zeroDenominator, n: sums.count, missing: missing, numerator: sums.yTotal,
        denominator: sums.xTotal)
    }
    let n = Double(sums.count)
    let unit = PowerOfTen.double(sums.yScale) / PowerOfTen.double(sums.xScale)
    let ratio = Double(sums.y) / Double(sums.x) / unit

    var interval: Interval?
    if sums.count > 1 {
      // Σ(y − R x)²·(Σx)² = (Σx)²Σy² − 2ΣxΣyΣxy + (Σy)²Σx², all whole numbers.
      let (x, y) = (WideInteger(sums.x), WideInteger(sums.y))
      let residual =
        x * x * WideInteger(sums.yy) - WideInteger(2) * x * y * WideInteger(sums.xy)
        + y * y * WideInteger(sums.xx)
      let scaled = (x * x).doubleValue
      let variance = n / (n - 1) * max(0, residual.doubleValue / scaled) / scaled
      let half =
        fupan_student_t_quantile(0.5 + level / 2, n - 1) * variance.squareRoot() / unit
      interval = Interval(ratio - half, ratio + half, level: level, method: .ratioDelta)
    }
    return Estimate(
      ratio, n: sums.count, missing: missing, numerator: sums.yTotal, denominator: sums.xTotal,
      interval: interval, flags: sums.count < 30 ? .lowN : [])
  }

  /// A ratio of sums from rows of whole numbers, one row per cluster.
  package static func ratio(
    of y: [Int64], per x: [Int64], missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    var sums = PairSums()
    for (x, y) in zip(x, y) { sums.add(x: x, y: y) }
    return ratio(sums, missing: missing, level: level)
  }
}
