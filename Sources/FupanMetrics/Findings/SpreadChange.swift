import FupanMethods

/// People who joined in the campaign bring in more, or fewer, others than those who joined before.
package struct SpreadChange: Equatable, Sendable {
  /// How many others a member brings in within the window: before, and in the campaign.
  package let before: Estimate
  package let now: Estimate
  package let difference: Estimate
  package let p: Double

  /// The change, where it is sure at 1 %, at least half of what it was, and both groups have at
  /// least `minimum` members whose window is over.
  package static func find(
    before: Moments, now: Moments, minimum: Int = 50
  ) -> SpreadChange? {
    guard before.count >= minimum, now.count >= minimum else { return nil }
    let test = MeanDifference(base: before, other: now)
    guard let p = test.p, p < 0.01, abs(now.mean - before.mean) >= 0.5 * before.mean else {
      return nil
    }
    return SpreadChange(
      before: Estimate.mean(before), now: Estimate.mean(now), difference: test.difference, p: p)
  }
}
