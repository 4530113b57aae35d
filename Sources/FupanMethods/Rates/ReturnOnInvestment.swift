/// One return, in the notations people use for it.
///
/// "ROI 3" may mean three times or 300 %: every report prints all of them. Farris, Bendle, Pfeifer,
/// Reibstein 2010, "Marketing Metrics".
///
///     ReturnOnInvestment(revenue: 160_000, cost: 50_000, grossMargin: 0.35)
///     // multiple 3.2 (1:3.2), net 2.20, contribution 0.12, break-even 2.8571
package struct ReturnOnInvestment: Equatable, Sendable {
  /// revenue / cost, unit x; also the n of "1:n".
  package let multiple: Estimate
  /// (revenue − cost) / cost, a ratio.
  package let net: Estimate
  /// (revenue · gross margin − cost) / cost, a ratio; nil without a gross margin.
  package let contribution: Estimate?
  /// The multiple at which nothing is earned: 1 / gross margin.
  package let breakEven: Double?

  /// Revenue and cost are of one currency; a cost of zero gives `zero_denominator`, a negative one
  /// `neg_base`.
  package init(
    revenue: ScaledInteger, cost: ScaledInteger, grossMargin: Double? = nil, n: Int = 0,
    missing: Int = 0
  ) {
    let profit = revenue.subtracting(cost)
    guard cost.units > 0 else {
      let reason: Reason = cost.isZero ? .zeroDenominator : .negativeBase
      func none(_ numerator: ScaledInteger?) -> Estimate {
        Estimate(none: reason, n: n, missing: missing, numerator: numerator, denominator: cost)
      }
      multiple = none(revenue)
      net = none(profit)
      contribution = grossMargin.map { _ in none(nil) }
      breakEven = grossMargin.flatMap { $0 > 0 ? 1 / $0 : nil }
      return
    }
    let (earned, spent) = (revenue.doubleValue, cost.doubleValue)
    multiple = Estimate(
      earned / spent, n: n, missing: missing, numerator: revenue, denominator: cost)
    net = Estimate(
      (profit?.doubleValue ?? earned - spent) / spent, n: n, missing: missing, numerator: profit,
      denominator: cost)
    contribution = grossMargin.map {
      Estimate((earned * $0 - spent) / spent, n: n, missing: missing, denominator: cost)
    }
    breakEven = grossMargin.flatMap { $0 > 0 ? 1 / $0 : nil }
  }
}
