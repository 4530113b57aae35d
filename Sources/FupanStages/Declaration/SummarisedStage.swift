import FupanDiagnostics
import FupanPlan

/// An analysis that gives a row for each person, shown to readers by what those rows come to: reports
/// compute the summary, so that they need no room for everybody.
package protocol SummarisedStage: PresentedStage {
  /// What ``blocks(for:in:)`` is given instead of the result.
  func summary(of result: Relation, in scope: Scope) throws(Problems) -> Relation
}

extension SummarisedStage {
  package var summarised: (any SummarisedStage)? { self }
}
