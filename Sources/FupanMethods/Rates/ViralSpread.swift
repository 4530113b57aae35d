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
  /// Members of the next generation for each one of this; nil for the last.
  package let ratios: [Double?]
  /// Members invited within the window, per member whose window is over; never below 0.
  package let windowed: Estimate
  /// Median time from the inviter's joining to the member's; nil without invitations.
  package let medianCycle: Double?
  /// All members over seeds; nil without members.
  package let amplification: Double?

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
    var cycles: [Double] = []
    for person in order {
      let member = members[person]
      // An inviter that has no generation yet joined later (or is the person), so it does not count.
      if let inviter = member.inviter, members.indices.contains(inviter),
        let depth = generation[inviter]
      {
        generation[person] = depth + 1
        let cycle = member.joined - members[inviter].joined
        cycles.append(cycle)
        if cycle <= window, members[inviter].joined <= end - window { invited[inviter] += 1 }
      } else {
        generation[person] = 0
      }
      let depth = generation[person] ?? 0
      while sizes.count <= depth { sizes.append(0) }
      sizes[depth] += 1
    }
    let eligible = members.indices.filter { members[$0].joined <= end - window }
    generations = sizes
    ratios = sizes.indices.map { depth in
      depth + 1 < sizes.count ? Double(sizes[depth + 1]) / Double(sizes[depth]) : nil
    }
    windowed = Estimate.mean(of: eligible.map { Double(invited[$0]) }, level: level)
      .clipped(to: 0...Double.greatestFiniteMagnitude)
    medianCycle = Quantile.median(of: cycles)
    amplification = sizes.first.map { Double(members.count) / Double($0) }
  }
}
