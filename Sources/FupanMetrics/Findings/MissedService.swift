import FupanMethods

/// A level of tickets that is answered in time less often than was promised, beyond chance.
package struct MissedService: Equatable, Sendable {
  /// Index in the levels.
  package let index: Int
  /// Answered in time, of those whose time is over.
  package let rate: Estimate
  /// Answered late or not at all.
  package let late: Int
  package let total: Int

  /// The part that is to be answered in time.
  package static let goal = 0.9

  /// The part of all tickets that were late at this level.
  package var share: Double { total == 0 ? 0 : Double(late) / Double(total) }

  /// The level with most late tickets of those that miss the goal.
  ///
  /// The upper end of Wilson's interval must lie below the goal; its level is divided by the number
  /// of levels looked at (Bonferroni), starting from 1 %.
  package static func find(
    _ levels: [(hits: Int, of: Int)], goal: Double = goal, minimum: Int = 20
  ) -> MissedService? {
    let looked = max(levels.count { $0.of >= minimum }, 1)
    let total = levels.reduce(0) { $0 + $1.of }
    var worst: MissedService?
    for (index, level) in levels.enumerated() where level.of >= minimum {
      let rate = Estimate.proportion(level.hits, of: level.of, level: 1 - 0.01 / Double(looked))
      guard let upper = rate.interval?.upper, upper < goal else { continue }
      let late = level.of - level.hits
      if late > worst?.late ?? 0 {
        worst = MissedService(
          index: index, rate: Estimate.proportion(level.hits, of: level.of), late: late,
          total: total)
      }
    }
    return worst
  }
}
