import FupanConfig

/// What the team believed and how it turned out: one entry of the ledger of hypotheses.
///
/// A turn of the loop: it is planned, tried, looked at by its metric, and kept or dropped.
package struct Hypothesis: LedgerEntry {
  package static let kind = LedgerKind.hypothesis

  @Parameter("What was believed.") package var hypothesis: String
  @Parameter("How it is to be tested.") package var plan: String?
  @Parameter("What was done to test it.") package var trial: String?
  @Parameter("The metric that shows whether it is true.") package var metric: String?
  @Parameter("What came of it.") package var result: String?
  @Parameter("Whether it is kept or dropped; undecided without it.") package var decision: Decision?
  @Parameter("Who tests it.") package var owner: String?

  /// What is done with a hypothesis that was tested.
  package enum Decision: String, ParameterChoice { case keep, drop }

  /// How far round the loop it is.
  package enum Turn: Sendable { case believed, planned, tried, seen, decided }

  package init() {}

  package var title: String { hypothesis }

  package var turn: Turn {
    if decision != nil { return .decided }
    if result != nil { return .seen }
    if trial != nil { return .tried }
    return plan != nil ? .planned : .believed
  }

  /// Nothing is decided without a metric and a result.
  package var lacking: [String] {
    [
      metric == nil ? "metric" : nil, decision != nil && result == nil ? "result" : nil,
    ].compactMap { $0 }
  }
}
