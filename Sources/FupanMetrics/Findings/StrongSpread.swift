import FupanMethods

/// A community whose members bring in others so readily that it is worth a word.
package struct StrongSpread: Equatable, Sendable {
  /// How many others one member brings within the window.
  package let rate: Estimate
  /// Members whose window is over.
  package let eligible: Int
  /// Members who came by themselves, and all members.
  package let seeds: Int
  package let members: Int

  /// The part of the members whom others brought.
  package var share: Double { members == 0 ? 0 : Double(members - seeds) / Double(members) }

  /// The spread, where even the lower end of its interval is a quarter of a member each: four
  /// members bring a fifth. At least `minimum` members must have had their time.
  package static func find(
    _ rate: Estimate, eligible: Int, seeds: Int, members: Int, minimum: Int = 50
  ) -> StrongSpread? {
    guard eligible >= minimum, let lower = rate.interval?.lower, lower >= 0.25 else { return nil }
    return StrongSpread(rate: rate, eligible: eligible, seeds: seeds, members: members)
  }
}
