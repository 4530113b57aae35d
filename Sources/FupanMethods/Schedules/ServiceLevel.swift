/// How many cases met a time limit, and how long they took.
///
/// A case exactly at the limit met it. Open ones past it are breaches, others are pending and not in
/// the rate. Percentiles of closed cases flatter whoever leaves the long ones open, so with open
/// cases those of the Kaplan–Meier curve stand beside them (Kaplan and Meier 1958).
///
///     ServiceLevel([5, 8, 12, 14, 15, 16, 20, 45, 130, 200].map { .closed($0) }, limit: 15)
///       .hitRate.value  // 0.5
package struct ServiceLevel: Equatable, Sendable {
  /// How long a case took, or has been open; any unit that the limit has too.
  package enum Item: Equatable, Sendable {
    case closed(Double)
    case open(Double)

    fileprivate var duration: Double {
      switch self {
      case .closed(let duration), .open(let duration): duration
      }
    }
  }

  /// Cases that count; ones that ended before they began do not.
  package let n: Int
  /// Cases that ended before they began.
  package let anomalies: Int
  /// Open and not yet past the limit.
  package let pending: Int
  package let hits: Int
  package let hitRate: Estimate
  /// Of closed cases, by type 7.
  package let median: Estimate
  package let p90: Estimate
  /// Of all cases where some are open, from the survival curve; nil where none is.
  package let survivalMedian: Estimate?
  package let survivalP90: Estimate?
  /// The longest, open ones as long as they are.
  package let longest: Double?
  /// Cases past the limit by their position, the furthest past first.
  package let breaches: [Int]

  package init(_ items: [Item], limit: Double, level: Double = Interval.defaultLevel) {
    let known = items.enumerated().filter { $0.element.duration >= 0 }
    n = known.count
    anomalies = items.count - known.count
    var closed: [Double] = []
    var open = 0
    var hits = 0
    var pending = 0
    var late: [(index: Int, excess: Double)] = []
    for (index, item) in known {
      switch item {
      case .closed(let duration):
        closed.append(duration)
        if duration <= limit { hits += 1 }
      case .open(let duration):
        open += 1
        if duration <= limit { pending += 1 }
      }
      if item.duration > limit { late.append((index, item.duration - limit)) }
    }
    self.hits = hits
    self.pending = pending
    breaches = late.sorted { $0.excess != $1.excess ? $0.excess > $1.excess : $0.index < $1.index }
      .map { $0.index }
    longest = known.map { $0.element.duration }.max()
    hitRate = Estimate.proportion(hits, of: known.count - pending, level: level)
    let sorted = closed.sorted()
    let few: EstimateFlags = closed.count < 20 ? .lowN : []
    func percentile(_ p: Fraction, _ flags: EstimateFlags) -> Estimate {
      Quantile.type7(p, ofSorted: sorted).map { Estimate($0, n: sorted.count, flags: flags) }
        ?? Estimate(none: .empty)
    }
    median = percentile(Fraction(1, over: 2), [])
    p90 = percentile(Fraction(9, over: 10), few)
    guard open > 0 else {
      survivalMedian = nil
      survivalP90 = nil
      return
    }
    let curve = SurvivalCurve(
      known.map { _, item in
        if case .closed(let duration) = item { (duration, true) } else { (item.duration, false) }
      })
    let count = known.count
    func reached(_ left: Double) -> Estimate {
      curve.points.first { ($0.share.value ?? 1) <= left + 1e-12 }
        .map { Estimate($0.time, n: count) } ?? Estimate(none: .notObserved, n: count)
    }
    survivalMedian = reached(0.5)
    survivalP90 = reached(0.1)
  }
}
