/// How a community grows by invitation: K by generation and in a window.
///
/// Leskovec, Adamic, Huberman 2007, "The dynamics of viral marketing". Self-invitations, inviters
/// that are unknown and inviters that joined later do not count, so what is left is a forest.
package struct ViralSpread: Equatable, Sendable {
  /// One person: index of the inviter, nil for none or an unknown one, and when they joined.
  package struct Member: Equatable, Sendable {
    package let inviter: Int?
    /// In any unit; the window and the end share it.
    package let joined: Double

    package init(inviter: Int?, joined: Double) {
      self.inviter = inviter
      self.joined = joined
    }
  }

  /// Members per generation; generation 0 are the seeds.
  package let generations: [Int]
  /// Whether some of a generation joined so late that their window is not over.
  package let isCensored: [Bool]
  /// Members of the next generation for each one of this; nil for the last.
  package let ratios: [Double?]
  /// Members invited within the window, per member whose window is over; never below 0.
  package let windowed: Estimate
  /// Median time from the inviter's joining to the member's; nil without invitations.
  package let medianCycle: Double?
  /// All members over seeds; nil without members.
  package let amplification: Double?
  /// Members whose inviter counts.
  package let invitations: Int
  /// Members who invited somebody.
  package let inviters: Int
  /// Members of the largest tree, its seed included.
  package let largestTree: Int
  /// Inviters that do not count: oneself, or somebody who joined later.
  package let refused: Int

  /// Invitations per person times the share of them that join: K where invitations are logged.
  ///
  ///     ViralSpread.coefficient(invitations: 3, joinRate: 0.25)  // 0.75
  package static func coefficient(invitations: Double, joinRate: Double) -> Double {
    invitations * joinRate
  }

  /// How many people `seeds` are with those they bring, if every generation brings `k` for each:
  /// after so many generations, or in the end; nil where that has no end.
  ///
  ///     ViralSpread.expected(seeds: 100, k: 0.6, generations: 3)  // 217.6
  package static func expected(seeds: Double, k: Double, generations: Int? = nil) -> Double? {
    guard let generations else { return (0..<1).contains(k) ? seeds / (1 - k) : nil }
    var (people, size) = (seeds, seeds)
    for _ in 0..<max(0, generations) {
      size *= k
      people += size
    }
    return people
  }

  /// `members` are in the order of their ids, which breaks ties of joining times.
  package init(
    _ members: [Member], end: Double, window: Double, level: Double = Interval.defaultLevel
  ) {
    let order = members.indices.sorted {
      members[$0].joined != members[$1].joined
        ? members[$0].joined < members[$1].joined : $0 < $1
    }
    var generation = [Int?](repeating: nil, count: members.count)
    var invited = [Int](repeating: 0, count: members.count)
    var sizes: [Int] = []
    var isCensored: [Bool] = []
    var cycles: [Double] = []
    var seed = Array(members.indices)
    var brought = [Bool](repeating: false, count: members.count)
    for person in order {
      let member = members[person]
      // An inviter that has no generation yet joined later (or is the person), so it does not count.
      if let inviter = member.inviter, members.indices.contains(inviter),
        let depth = generation[inviter]
      {
        generation[person] = depth + 1
        seed[person] = seed[inviter]
        brought[inviter] = true
        let cycle = member.joined - members[inviter].joined
        cycles.append(cycle)
        if cycle <= window, members[inviter].joined <= end - window { invited[inviter] += 1 }
      } else {
        generation[person] = 0
      }
      let depth = generation[person] ?? 0
      while sizes.count <= depth {
        sizes.append(0)
        isCensored.append(false)
      }
      sizes[depth] += 1
      if member.joined > end - window { isCensored[depth] = true }
    }
    let eligible = members.indices.filter { members[$0].joined <= end - window }
    generations = sizes
    self.isCensored = isCensored
    ratios = sizes.indices.map { depth in
      depth + 1 < sizes.count ? Double(sizes[depth + 1]) / Double(sizes[depth]) : nil
    }
    windowed = Estimate.mean(of: eligible.map { Double(invited[$0]) }, level: level)
      .clipped(to: 0...Double.greatestFiniteMagnitude)
    medianCycle = Quantile.median(of: cycles)
    invitations = cycles.count
    inviters = brought.count { $0 }
    refused = members.count { $0.inviter != nil } - cycles.count
    var trees = [Int](repeating: 0, count: members.count)
    for root in seed { trees[root] += 1 }
    largestTree = trees.max() ?? 0
    amplification = sizes.first.map { Double(members.count) / Double($0) }
  }
}
