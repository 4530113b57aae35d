/// Which side of a target is the good one.
package enum Direction: Equatable, Sendable {
  /// More is better.
  case up
  /// Less is better.
  case down
  /// Inside is good, bounds included.
  case band(lower: Double, upper: Double)
}
