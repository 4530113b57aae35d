import FupanMethods

/// A daily series that lies higher, or lower, from a day on than trend and weekday let expect.
package struct LevelShift: Equatable, Sendable {
  /// The jump, in the series' unit a day.
  package let level: Double
  /// The mean of the days before.
  package let before: Double
  package let days: Int
  package let p: Double

  /// The jump as a part of what was before.
  package var relative: Double { before > 0 ? level / before : 0 }

  /// The jump, where it is sure at 1 % and at least a fifth of what was, over at least 14 days
  /// before and 7 after.
  package static func find(
    level: Double, p: Double?, before: Double, daysBefore: Int, daysAfter: Int
  ) -> LevelShift? {
    guard let p, p < 0.01, daysBefore >= 14, daysAfter >= 7, before > 0 else { return nil }
    let found = LevelShift(level: level, before: before, days: daysBefore + daysAfter, p: p)
    return abs(found.relative) >= 0.2 ? found : nil
  }
}
