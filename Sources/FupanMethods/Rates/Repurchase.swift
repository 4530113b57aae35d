/// Who bought again.
///
/// Within a window only buyers whose window is over count; over a period every buyer counts, without
/// a correction for those who came late.
package struct Repurchase: Equatable, Sendable {
  /// Second order day within the window after the first, over buyers whose window is over.
  package let windowed: Estimate
  /// Buyers with two or more order days over all buyers.
  package let period: Estimate
  /// Median days between neighbouring order days; nil without a second one.
  package let medianGap: Double?

  /// `orderDays` holds one person's days each, in any order; orders of one day count once.
  package init(
    orderDays: [[Int]], window: Int, end: Int, level: Double = Interval.defaultLevel
  ) {
    var eligible = 0
    var repeaters = 0
    var buyers = 0
    var again = 0
    var gaps: [Double] = []
    for days in orderDays {
      let sorted = days.sorted()
      guard let first = sorted.first else { continue }
      var distinct = [first]
      for day in sorted where day != distinct[distinct.count - 1] { distinct.append(day) }
      buyers += 1
      if distinct.count > 1 { again += 1 }
      gaps += zip(distinct.dropFirst(), distinct).map { Double($0 - $1) }
      if first + window <= end {
        eligible += 1
        if distinct.count > 1, distinct[1] - first <= window { repeaters += 1 }
      }
    }
    windowed = Estimate.proportion(repeaters, of: eligible, level: level)
    period = Estimate.proportion(again, of: buyers, level: level)
    medianGap = Quantile.median(of: gaps)
  }
}
