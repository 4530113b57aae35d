import FupanData
import FupanMethods

/// A metric's value with everything needed to judge and explain it.
package struct MetricFigure: Sendable {
  /// The value: exact for sums and counts, a number for quotients, missing with a reason.
  package let value: Value
  package let estimate: Estimate
  /// The parts of a ratio, exact where they are.
  package let numerator: Value?
  package let denominator: Value?

  package init(
    value: Value, estimate: Estimate, numerator: Value? = nil, denominator: Value? = nil
  ) {
    self.value = value
    self.estimate = estimate
    self.numerator = numerator
    self.denominator = denominator
  }
}
