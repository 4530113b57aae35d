/// How far a metric is towards its target.
package struct Attainment: Equatable, Sendable {
  /// Whether the target is met; nil where the actual value is missing.
  package let isMet: Bool?
  /// Up: actual/target; down: target/actual. Nil where that has no meaning (band, target ≤ 0,
  /// actual ≤ 0).
  package let attainment: Double?
  /// actual − target; for a band the distance to the nearest bound, negative below, 0 inside.
  package let gap: Double?
  /// The gap with its sign turned so that positive is good; for a band 0 inside, else negative.
  package let goodGap: Double?
  /// (actual − baseline) / (target − baseline); nil without a baseline or where both are equal.
  package let progress: Double?

  /// `target` is a level: see `GoalReading.level(of:baseline:)`.
  ///
  /// `exact` holds both sides as decimals where both are: money is met to the cent, without the
  /// tolerance that doubles get.
  package init(
    actual: Double?, target: Double, direction: Direction, baseline: Double? = nil,
    exact: (actual: ScaledInteger, target: ScaledInteger)? = nil
  ) {
    guard let actual, actual.isFinite else {
      isMet = nil
      attainment = nil
      gap = nil
      goodGap = nil
      progress = nil
      return
    }
    switch direction {
    case .up:
      isMet = exact.map { $0.actual >= $0.target } ?? Tolerance.isAtLeast(actual, target)
      attainment = target > 0 ? actual / target : nil
      gap = actual - target
      goodGap = actual - target
    case .down:
      isMet = exact.map { $0.actual <= $0.target } ?? Tolerance.isAtLeast(target, actual)
      attainment = actual > 0 ? target / actual : nil
      gap = actual - target
      goodGap = target - actual
    case .band(let lower, let upper):
      let inside = Tolerance.isAtLeast(actual, lower) && Tolerance.isAtLeast(upper, actual)
      isMet = inside
      attainment = nil
      let distance = inside ? 0 : actual < lower ? actual - lower : actual - upper
      gap = distance
      goodGap = -abs(distance) + 0
    }
    if let baseline, case let span = target - baseline, span != 0, span.isFinite {
      progress = (actual - baseline) / span
    } else {
      progress = nil
    }
  }
}
