/// What one of something cost: CPM, CPC, CPE, CPA, CAC.
///
/// The count is taken as Poisson and the cost as fixed, so the interval is cost over the bounds of
/// the count. Farris, Bendle, Pfeifer, Reibstein 2010, "Marketing Metrics"; Garwood 1936.
///
///     UnitCost.estimate(cost: 5000, count: 400_000, per: 1000).value  // 12.5
package enum UnitCost {
  /// `zero_denominator` where money brought nothing; 0 with flag `organic` where nothing was spent.
  package static func estimate(
    cost: ScaledInteger, count: Int, per unit: Int = 1, level: Double = Interval.defaultLevel
  ) -> Estimate {
    let denominator = ScaledInteger(count)
    guard count >= 0, cost.units >= 0 else {
      return Estimate(none: .undefined, numerator: cost, denominator: denominator)
    }
    if cost.isZero {
      return count == 0
        ? Estimate(none: .empty, numerator: cost, denominator: denominator)
        : Estimate(0, n: count, numerator: cost, denominator: denominator, flags: .organic)
    }
    guard count > 0 else {
      return Estimate(none: .zeroDenominator, numerator: cost, denominator: denominator)
    }
    let spent = cost.doubleValue * Double(unit)
    let bounds = Estimate.rate(count, level: level).interval
    return Estimate(
      spent / Double(count), n: count, numerator: cost, denominator: denominator,
      interval: Interval(
        bounds?.upper.map { spent / $0 }, bounds?.lower.flatMap { $0 > 0 ? spent / $0 : nil },
        level: level, method: .poisson), flags: count < 5 ? .sparse : [])
  }

  /// How far CPA is from CPC / CVR, relative to it; nil where one of them has no value. Anything
  /// beyond 10⁻⁹ says that the three count different things.
  package static func identityGap(cost: ScaledInteger, clicks: Int, actions: Int) -> Double? {
    guard let cpa = estimate(cost: cost, count: actions).value,
      let cpc = estimate(cost: cost, count: clicks).value, cpa > 0
    else { return nil }
    return abs(cpc / (Double(actions) / Double(clicks)) - cpa) / cpa
  }
}
