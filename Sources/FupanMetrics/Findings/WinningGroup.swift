import FupanMethods

/// A group whose rate is above that of all the others together, beyond chance.
package struct WinningGroup: Equatable, Sendable {
  /// Index in the groups.
  package let index: Int
  /// The group's rate.
  package let rate: Estimate
  /// The rate of all the others.
  package let rest: Estimate
  /// How many more succeeded than at the others' rate.
  package let extra: Double
  /// The p of the comparison, corrected for the number of groups.
  package let q: Double

  /// How many times the others' rate.
  package var times: Double? {
    guard let rate = rate.value, let rest = rest.value, rest > 0 else { return nil }
    return rate / rest
  }

  /// The group that stands out, or nil where chance may have made the difference.
  ///
  /// Each group is compared with the rest (pooled z or Fisher's test), p values are corrected after
  /// Benjamini and Hochberg. It must be sure at 1 %, a quarter better than the rest, and of at
  /// least `minimum` units.
  package static func find(
    _ groups: [(successes: Int, trials: Int)], minimum: Int = 30
  ) -> WinningGroup? {
    let successes = groups.reduce(0) { $0 + $1.successes }
    let trials = groups.reduce(0) { $0 + $1.trials }
    guard groups.count > 1 else { return nil }
    let tests = groups.map { group in
      TwoProportions(
        base: (successes - group.successes, trials - group.trials), other: group)
    }
    let corrected = MultipleTesting.benjaminiHochberg(tests.map { $0.p })
    var best: WinningGroup?
    for (index, group) in groups.enumerated() {
      let rest = Estimate.proportion(
        successes - group.successes, of: trials - group.trials)
      let rate = Estimate.proportion(group.successes, of: group.trials)
      guard group.trials >= minimum, let q = corrected[index], q < 0.01, let value = rate.value,
        let other = rest.value, value >= 1.25 * other
      else { continue }
      let extra = Double(group.trials) * (value - other)
      if extra > best?.extra ?? 0 {
        best = WinningGroup(index: index, rate: rate, rest: rest, extra: extra, q: q)
      }
    }
    return best
  }
}
