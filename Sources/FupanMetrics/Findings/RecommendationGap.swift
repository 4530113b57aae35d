import FupanMethods

/// A group that recommends far less, or far more, than all the others together, beyond chance.
package struct RecommendationGap: Equatable, Sendable {
  /// Index in the groups.
  package let index: Int
  package let own: NetPromoterScore
  package let rest: NetPromoterScore
  /// Points between them; negative where the group recommends less.
  package let difference: Estimate
  /// The p of the comparison, corrected for the number of groups.
  package let q: Double

  /// The part of all answers that the group gave.
  package var share: Double {
    let own = own.promoters + own.passives + own.detractors
    let rest = rest.promoters + rest.passives + rest.detractors
    return Double(own) / Double(own + rest)
  }

  /// The group whose difference concerns most answers, or nil where chance may have made them all.
  ///
  /// Each group is compared with the rest, p values are corrected after Benjamini and Hochberg. It
  /// must be sure at 1 %, at least 25 points off, and of at least `minimum` answers.
  package static func find(
    _ groups: [NetPromoterScore], minimum: Int = 30
  ) -> RecommendationGap? {
    guard groups.count > 1 else { return nil }
    let promoters = groups.reduce(0) { $0 + $1.promoters }
    let passives = groups.reduce(0) { $0 + $1.passives }
    let detractors = groups.reduce(0) { $0 + $1.detractors }
    let rests = groups.map { group in
      NetPromoterScore(
        promoters: promoters - group.promoters, passives: passives - group.passives,
        detractors: detractors - group.detractors)
    }
    let tests = zip(groups, rests).map { $0.difference(from: $1) }
    let corrected = MultipleTesting.benjaminiHochberg(tests.map { $0.p })
    var best: (gap: RecommendationGap, weight: Double)?
    for (index, group) in groups.enumerated() {
      let count = group.promoters + group.passives + group.detractors
      guard count >= minimum, let q = corrected[index], q < 0.01,
        let points = tests[index].score.value, abs(points) >= 25
      else { continue }
      let weight = abs(points) * Double(count)
      if weight > best?.weight ?? 0 {
        best = (
          RecommendationGap(
            index: index, own: group, rest: rests[index], difference: tests[index].score, q: q),
          weight
        )
      }
    }
    return best?.gap
  }
}
