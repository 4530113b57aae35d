import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

/// A dataset whose stages are lowered: its rows as a fragment, and what its last stage says it is.
package struct CompiledDataset: Sendable {
  package let name: String
  package let place: Place?
  package let fragment: Fragment
  /// The stage that made the rows, writers aside: an analysis shows its own result.
  package let lastStage: (any Stage)?
  /// The rows that the last stage was given: what their columns are called.
  package let material: Schema?
  /// The files that are optional and were not there, as the user named them.
  package let isAbsent: Bool
}
