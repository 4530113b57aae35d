/// The four cuts of each RFM dimension; kept and used again so that periods compare.
package struct RFMCuts: Equatable, Sendable {
  /// Cuts of −days since the last order, ascending: a later order scores higher.
  package let recency: [QuantileCut]
  /// Cuts of order days (or orders).
  package let frequency: [QuantileCut]
  /// Cuts of net payments, in units of 10^-scale.
  package let monetary: [QuantileCut]

  package init(recency: [QuantileCut], frequency: [QuantileCut], monetary: [QuantileCut]) {
    self.recency = recency
    self.frequency = frequency
    self.monetary = monetary
  }

  /// Cuts that people chose, in days (descending or ascending), orders and money: a person scores
  /// above a cut with fewer days, more orders, more money.
  ///
  ///     RFMCuts.fixed(days: [90, 60, 30, 7], orders: [1, 2, 4, 8], money: money)
  package static func fixed(days: [Int], orders: [Int], money: [Int128]) -> RFMCuts {
    RFMCuts(
      recency: days.sorted(by: >).map { QuantileCut(at: -Int128($0)) },
      frequency: orders.sorted().map { QuantileCut(at: Int128($0)) },
      monetary: money.sorted().map { QuantileCut(at: $0) })
  }

  /// The recency cuts in days, ascending, as people read them.
  package var recencyDays: [Double] { recency.reversed().map { -$0.doubleValue() } }

  /// A decimal cut in units of 10^-scale: only whole units lie above it, so what is finer is cut off
  /// downwards.
  package static func cut(_ units: Int128, from own: Int, to scale: Int) -> QuantileCut {
    var value = units
    for _ in 0..<max(0, scale - own) { value *= 10 }
    for _ in 0..<max(0, own - scale) {
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: 10)
      value = rest < 0 ? quotient - 1 : quotient
    }
    return QuantileCut(at: value)
  }
}
