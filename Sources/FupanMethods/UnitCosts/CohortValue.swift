/// What customers of one start have brought by each age, and when that pays for winning them.
///
/// Ages are whole periods from the cohort's own start: the first value is that of the first period.
/// Fader, Hardie 2009, "Probability models for customer-base analysis"; chain ladder: Mack 1993,
/// "Distribution-free calculation of the standard error of chain ladder reserve estimates".
///
///     let value = CohortValue(size: 200, margins: [3000, 1200, 900, 700])
///     value.cumulative            // 15, 21, 25.5, 29 a customer
///     value.payback(cost: 24)     // 2.667 periods
package struct CohortValue: Equatable, Sendable {
  /// Customers at the start; those who never came back count too.
  package let size: Int
  /// Contribution a customer up to each age, periods that are over for the whole cohort.
  package let cumulative: [Double]

  package init(size: Int, margins: [ScaledInteger]) {
    self.size = size
    var total: ScaledInteger? = 0
    cumulative =
      size > 0
      ? margins.compactMap { margin in
        total = total?.adding(margin)
        return total.map { $0.doubleValue / Double(size) }
      } : []
  }

  /// The age at which a customer has brought `cost`, linear within a period; `not_observed` where
  /// the data does not reach it.
  package func payback(cost: Double) -> Estimate {
    guard size > 0, !cumulative.isEmpty else { return Estimate(none: .empty) }
    guard cost > 0 else { return Estimate(0, n: size) }
    var before = 0.0
    for (age, value) in cumulative.enumerated() {
      if value >= cost {
        return Estimate(Double(age) + (cost - before) / (value - before), n: size)
      }
      before = value
    }
    return Estimate(none: .notObserved, n: size)
  }

  /// Value over cost at the horizon of `periods`; `not_observed` beyond the data,
  /// `zero_denominator` without a cost.
  package func ratio(toCost cost: Double, periods: Int) -> Estimate {
    guard periods >= 1, periods <= cumulative.count else {
      return Estimate(none: .notObserved, n: size)
    }
    guard cost > 0 else { return Estimate(none: .zeroDenominator, n: size) }
    return Estimate(cumulative[periods - 1] / cost, n: size)
  }
}
