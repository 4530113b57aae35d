import FupanConfig

/// What went well, as situation, task, action and result: one entry of the STAR ledger.
package struct Story: Parameterised {
  @Parameter("What the situation was.") package var situation: String
  @Parameter("What was to be done.") package var task: String
  @Parameter("What was done.") package var action: String
  @Parameter("What came of it.") package var result: String
  @Parameter("The metrics that show it.") package var metricRefs: [String] = []
  @Parameter("Who tells it.") package var owner: String?

  package init() {}
}
