/// When a person counts as retained; printed with every retention figure, since the modes differ.
///
/// Offsets are civil days after the first day.
package enum RetentionMode: Equatable, Sendable {
  /// Active on that very day.
  case exact(Int)
  /// Active on that day or later; older cohorts have more chances.
  case rolling(Int)
  /// Active on any day from the one to the other, both included.
  case bounded(Int, Int)

  /// Whether activity at `offsets` retains a person.
  package func isRetained(_ offsets: some Sequence<Int>) -> Bool {
    switch self {
    case .exact(let day): offsets.contains(day)
    case .rolling(let day): offsets.contains { $0 >= day }
    case .bounded(let first, let last): offsets.contains { $0 >= first && $0 <= last }
    }
  }

  /// Whether someone who started on day `start` could be seen by the last complete day `end`.
  package func isEligible(start: Int, end: Int) -> Bool {
    switch self {
    case .exact(let day), .rolling(let day): start + day <= end
    case .bounded(_, let last): start + last <= end
    }
  }

  /// The retention rate of persons, each a start day and active days, observed until `end`.
  package func rate(
    _ persons: [(start: Int, active: [Int])], end: Int, level: Double = Interval.defaultLevel
  ) -> Estimate {
    let eligible = persons.filter { isEligible(start: $0.start, end: end) }
    let retained = eligible.count { person in
      isRetained(person.active.lazy.map { $0 - person.start })
    }
    let rate = Estimate.proportion(retained, of: eligible.count, level: level)
    if case .rolling = self { return rate.flagged(.unequalFollowUp) }
    return rate
  }
}
