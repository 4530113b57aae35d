import FupanData
import FupanDiagnostics
import FupanPlan
import FupanReports

/// An analysis that shows further small tables beside its result, computed for reports alone: how it
/// comes out with other settings, or what it was made of.
package protocol AccompaniedStage: PresentedStage {
  /// The result and its companions as blocks of a report.
  func blocks(
    for result: Table, beside companions: [String: Table], in context: PresentationContext
  ) -> [Report.Block]
}

extension AccompaniedStage {
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    blocks(for: result, beside: [:], in: context)
  }
}
