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
  /// What a report shows of the rows: themselves, or what a stage makes of a row a person.
  package let shown: Fragment
  /// Further tables that the last stage shows in a report, by its own names.
  package let companions: [(name: String, fragment: Fragment)]
  /// The rows that the last stage was given: what their columns are called.
  package let material: Schema?
  /// Whether all its rows were to come from optional files that are not there.
  package let isAbsent: Bool
  /// The optional files that its reader names and that are not there, as the user named them.
  package let absentFiles: [String]
  /// The datasets, perhaps itself, that would have given it rows or columns if their optional files
  /// were there, in the order of the document.
  package let lacks: [String]
}
