/// What each part of a sum adds to the sum's change.
///
///     AdditiveContribution(from: [500, 300, 200], to: [450, 420, 230])
///     // contributions −0.05, +0.12, +0.03, which add up to the total's +10 %
package struct AdditiveContribution: Equatable, Sendable {
  /// (v1 − v0) / Σv0 for each part; they add to the total's relative change.
  package let contributions: [Estimate]
  /// (v1 − v0) / Σ(v1 − v0) for each part; nil where changes offset each other.
  package let shares: [Double]?
  /// Σv1 − Σv0.
  package let change: Double
  /// `unstable` where |Σ change| < 0.1 · Σ|change|.
  package let flags: EstimateFlags

  /// Parts in one order on both sides; nil where the counts of parts differ or a sum is not
  /// finite.
  package init?(from base: [Double], to current: [Double]) {
    guard base.count == current.count, (base + current).allSatisfy({ $0.isFinite }) else {
      return nil
    }
    let changes = zip(base, current).map { $1 - $0 }
    let total = NeumaierSum.of(base)
    let change = NeumaierSum.of(changes)
    let movement = NeumaierSum.of(changes.lazy.map { abs($0) })
    guard total.isFinite, change.isFinite, movement.isFinite else { return nil }
    let isUnstable = movement > 0 && abs(change) < 0.1 * movement
    self.change = change
    flags = isUnstable ? .unstable : []
    contributions = changes.map {
      total == 0 ? Estimate(none: .zeroDenominator) : Estimate($0 / total, n: base.count)
    }
    shares = isUnstable || change == 0 ? nil : changes.map { $0 / change }
  }
}
