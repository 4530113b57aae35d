/// Whether chance alone could have put the value on its side of the target.
package enum Certainty: String, Equatable, Sendable, CaseIterable {
  /// The interval lies wholly on one side.
  case certain
  /// The target is inside the interval: "达标（统计上不确定）".
  case inconclusive
}
