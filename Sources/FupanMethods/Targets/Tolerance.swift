/// Comparison of unrounded doubles with thresholds, so that 8/100 meets "at least 0.08".
package enum Tolerance {
  /// Relative to the larger side.
  package static let relative = 1e-12

  /// `left` ≥ `right`, up to the tolerance.
  package static func isAtLeast(_ left: Double, _ right: Double) -> Bool {
    left >= right || areEqual(left, right)
  }

  /// Equal up to the tolerance.
  package static func areEqual(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= relative * max(abs(left), abs(right))
  }
}
