/// Named ranges of followers, and which sizes no range has.
///
///     let tiers = TierRanges([("头部", 1_000_000, nil), ("腰部", 100_000, 500_000)])
///     tiers.gaps  // below 100,000 and 500,000 to 1,000,000
package struct TierRanges: Equatable, Sendable {
  /// One tier: from `lower` on, up to `upper` exclusive; an open end is nil.
  package struct Tier: Equatable, Sendable {
    package let name: String
    package let lower: Int64
    package let upper: Int64?

    package init(_ name: String, from lower: Int64, below upper: Int64?) {
      self.name = name
      self.lower = lower
      self.upper = upper
    }
  }

  /// A stretch that no tier has; an open end is nil.
  package struct Gap: Equatable, Sendable {
    package let lower: Int64
    package let upper: Int64?

    package init(from lower: Int64, below upper: Int64?) {
      self.lower = lower
      self.upper = upper
    }
  }

  package let tiers: [Tier]

  package init(_ tiers: [Tier]) { self.tiers = tiers }

  /// The first tier that has this many followers; nil where none has.
  package func tier(of followers: Int64) -> Tier? {
    tiers.first { followers >= $0.lower && $0.upper.map { followers < $0 } ?? true }
  }

  /// What lies from 0 on between the tiers, ascending.
  package var gaps: [Gap] {
    var gaps: [Gap] = []
    var covered: Int64 = 0
    for tier in tiers.sorted(by: { $0.lower < $1.lower }) {
      if tier.lower > covered { gaps.append(Gap(from: covered, below: tier.lower)) }
      guard let upper = tier.upper else { return gaps }
      covered = max(covered, upper)
    }
    gaps.append(Gap(from: covered, below: nil))
    return gaps
  }

  /// Pairs of tiers that share sizes, by name; the first one of both is used.
  package var overlaps: [(String, String)] {
    tiers.indices.flatMap { left in
      tiers.indices.filter { $0 > left }.compactMap { right in
        let (a, b) = (tiers[left], tiers[right])
        let isApart =
          (a.upper.map { $0 <= b.lower } ?? false) || (b.upper.map { $0 <= a.lower } ?? false)
        return isApart ? nil : (a.name, b.name)
      }
    }
  }
}
