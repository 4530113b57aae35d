import FupanConfig

/// What the team believed and how it turned out: one entry of the ledger of hypotheses.
package struct Hypothesis: Parameterised {
  @Parameter("What was believed.") package var hypothesis: String
  @Parameter("The metric that shows whether it is true.") package var metric: String?
  @Parameter("What came of it.") package var result: String?
  @Parameter("Whether it is kept or dropped; undecided without it.") package var decision: Decision?
  @Parameter("Who tests it.") package var owner: String?

  /// What is done with a hypothesis that was tested.
  package enum Decision: String, ParameterChoice { case keep, drop }

  package init() {}
}
