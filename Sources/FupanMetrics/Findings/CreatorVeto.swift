import FupanMethods

/// A creator whom a rule excludes, whatever the score.
package struct CreatorVeto: Equatable, Sendable {
  /// Index in the creators.
  package let index: Int
  /// What the excluded creators cost together, of what all cost.
  package let share: Double
  /// How many are excluded.
  package let excluded: Int

  /// The excluded creator who costs most; the rules look at whole counts, so nothing is chance.
  package static func find(_ creators: [(isExcluded: Bool, cost: Double)]) -> CreatorVeto? {
    let all = creators.reduce(0) { $0 + $1.cost }
    let excluded = creators.indices.filter { creators[$0].isExcluded }
    guard
      let first = excluded.max(by: { (creators[$0].cost, $1) < (creators[$1].cost, $0) })
    else { return nil }
    let cost = excluded.reduce(0) { $0 + creators[$1].cost }
    return CreatorVeto(
      index: first, share: all > 0 ? cost / all : 0, excluded: excluded.count)
  }
}
