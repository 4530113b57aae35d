import FupanMethods

/// A group of members that leaves sooner than the other groups.
package struct LeavingGroup: Equatable, Sendable {
  /// Index in the groups.
  package let index: Int
  /// Still there after a month: of this group, and of the group that stays longest.
  package let stays: Double
  package let longest: Double
  /// Members of the group, and of all groups.
  package let members: Int
  package let all: Int
  /// The p of the log-rank test over all groups.
  package let p: Double

  /// The part of all members that would still be there if the group stayed as long as the best.
  package var share: Double { all == 0 ? 0 : Double(members) * (longest - stays) / Double(all) }

  /// The group, where the curves differ at 1 % and a month after joining it lies ten points or more
  /// below the best one; groups below `minimum` members count neither way.
  package static func find(
    _ groups: [(members: Int, stays: Double)], p: Double?, minimum: Int = 30
  ) -> LeavingGroup? {
    let large = groups.indices.filter { groups[$0].members >= minimum }
    guard let p, p < 0.01, large.count > 1,
      let worst = large.min(by: { (groups[$0].stays, $0) < (groups[$1].stays, $1) }),
      let best = large.max(by: { (groups[$0].stays, $1) < (groups[$1].stays, $0) }),
      groups[best].stays - groups[worst].stays >= 0.1
    else { return nil }
    return LeavingGroup(
      index: worst, stays: groups[worst].stays, longest: groups[best].stays,
      members: groups[worst].members, all: groups.reduce(0) { $0 + $1.members }, p: p)
  }
}
