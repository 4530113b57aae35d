import FupanConfig

/// A figure of others that a metric is shown beside; never a target.
///
///     benchmarks:
///       - roi: {value: 1.2, source: 行业均值, as_of: 2025-12-31}
package struct BenchmarkSettings: Parameterised {
  @Parameter("The figure, as the metric has it: 8%, 1.2.", .principal) package var value:
    Located<QuantityLiteral>
  @Parameter("Where it comes from.") package var source: String
  @Parameter("The day it is of.") package var asOf: DateLiteral?
  @Parameter("How far it can be relied on: measured, reported, or an anecdote.")
  package var confidence: Confidence = .reported

  /// How far a figure of others can be relied on.
  package enum Confidence: String, ParameterChoice {
    /// Measured by a known method.
    case measured
    /// Published by somebody.
    case reported
    /// Told without a method or a base.
    case anecdotal
  }

  package init() {}
}
