/// A confidence interval; an unbounded or unknown side is nil.
package struct Interval: Equatable, Sendable {
  /// The lower bound, in the unit of the value.
  package let lower: Double?
  /// The upper bound, in the unit of the value.
  package let upper: Double?
  /// The two-sided coverage aimed at, such as 0.95.
  package let level: Double
  /// How it was computed.
  package let method: IntervalMethod

  /// The level that is used where none is asked for.
  package static let defaultLevel = 0.95

  /// An interval; a bound that is not finite counts as unbounded.
  package init(
    _ lower: Double?, _ upper: Double?, level: Double = defaultLevel, method: IntervalMethod
  ) {
    self.lower = lower.flatMap { $0.isFinite ? $0 + 0 : nil }
    self.upper = upper.flatMap { $0.isFinite ? $0 + 0 : nil }
    self.level = level
    self.method = method
  }

  /// Whether `value` is inside, bounds included.
  package func contains(_ value: Double) -> Bool {
    (lower.map { $0 <= value } ?? true) && (upper.map { value <= $0 } ?? true)
  }

  /// The same interval cut to `range`.
  package func clipped(to range: ClosedRange<Double>) -> Interval {
    Interval(
      lower.map { min(max($0, range.lowerBound), range.upperBound) },
      upper.map { min(max($0, range.lowerBound), range.upperBound) }, level: level, method: method)
  }

  /// The same interval in another unit; `factor` is positive.
  package func scaled(by factor: Double) -> Interval {
    Interval(lower.map { $0 * factor }, upper.map { $0 * factor }, level: level, method: method)
  }
}
