/// How a goal's number is meant.
package enum GoalReading: String, Equatable, Sendable, CaseIterable {
  /// The level itself: a conversion of 8 %.
  case level
  /// A change relative to the baseline: +30 % of it.
  case relative = "rel"
  /// A change in percentage points, given as a ratio: 0.30 for 30 points.
  case points = "pp"
  /// A change in the metric's unit.
  case absolute = "abs"

  /// The level to reach; nil where a change is asked for without a baseline.
  ///
  ///     GoalReading.relative.level(of: 0.30, baseline: 0.05)  // 0.065
  ///     GoalReading.points.level(of: 0.30, baseline: 0.05)    // 0.35
  package func level(of goal: Double, baseline: Double?) -> Double? {
    switch self {
    case .level: goal
    case .relative: baseline.map { $0 * (1 + goal) }
    case .points, .absolute: baseline.map { $0 + goal }
    }
  }
}
