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
  /// The rows that were looked at in each dataset; of a metric made of others that read the same one,
  /// the most that any of them looked at, because they mostly are the same rows.
  var rowsByDataset: [String: Int] = [:]
  /// Of those, the rows that say who somebody is; nil where the metric counts no people.
  var knownByDataset: [String: Int]?

  /// The rows that were looked at, over all datasets the figure reads.
  package var rows: Int { rowsByDataset.values.reduce(0, +) }
  /// Of those, the rows that say who somebody is; nil where the metric counts no people.
  package var known: Int? { knownByDataset?.values.reduce(0, +) }

  package init(
    value: Value, estimate: Estimate, numerator: Value? = nil, denominator: Value? = nil
  ) {
    self.value = value
    self.estimate = estimate
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The figure of a metric that could not be computed.
  package static let none = MetricFigure(value: .missing, estimate: Estimate(none: .empty))
}
