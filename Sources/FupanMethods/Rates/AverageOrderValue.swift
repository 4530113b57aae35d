/// What an order and what a buyer is worth.
///
/// Money is in units of 10^-scale. The interval per order is clustered by buyer, since one buyer's
/// orders resemble each other.
package struct AverageOrderValue: Equatable, Sendable {
  /// Σ net / orders, `ratio_delta` clustered by buyer.
  package let perOrder: Estimate
  /// Σ net / buyers, Student's t.
  package let perBuyer: Estimate

  /// From the exact sums over buyers: x = a buyer's orders, y = a buyer's net payments.
  ///
  /// `largest`, the biggest buyer's net, decides the flag `outlier_driven`.
  package init(
    buyers: PairSums, largest: Int128? = nil, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    let isOutlierDriven =
      buyers.count > 1 && buyers.y > 0 && largest.map { $0 > buyers.y - $0 } ?? false
    let flags: EstimateFlags = isOutlierDriven ? .outlierDriven : []
    perOrder = Estimate.ratio(buyers, missing: missing, level: level).flagged(flags)
    guard !buyers.hasOverflowed else {
      perBuyer = perOrder
      return
    }
    perBuyer = Estimate.mean(
      Moments(
        count: buyers.count, sum: buyers.y, sumOfSquares: buyers.yy, scale: buyers.yScale),
      missing: missing, numerator: buyers.yTotal, level: level, flags: flags)
  }
}
