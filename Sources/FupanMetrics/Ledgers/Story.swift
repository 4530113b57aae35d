import FupanConfig

/// What went well, as situation, task, action and result: one entry of the STAR ledger.
package struct Story: LedgerEntry {
  package static let kind = LedgerKind.story

  @Parameter("What the situation was.") package var situation: String
  @Parameter("What was to be done.") package var task: String?
  @Parameter("What was done.") package var action: String?
  @Parameter("What came of it.") package var result: String?
  @Parameter("The metrics that show it.") package var metricRefs: [String] = []
  @Parameter("Who tells it.") package var owner: String?

  package init() {}

  package var title: String { result ?? situation }

  package var lacking: [String] {
    [
      task == nil ? "task" : nil, action == nil ? "action" : nil, result == nil ? "result" : nil,
      metricRefs.isEmpty ? "metric_refs" : nil,
    ].compactMap { $0 }
  }
}
