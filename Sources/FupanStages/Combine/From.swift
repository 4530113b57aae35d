import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `from`: the rows of another dataset.
///
///     - from: orders
package struct From: ReadStage {
  package static let about = StageDescription("from", .combine, "Starts with another dataset.")

  @Parameter("The dataset.", .principal) var dataset: DatasetName

  package init() {}

  package var datasets: [DatasetName] { [dataset] }

  package func lower(in scope: Scope) throws(Problems) -> Relation { try scope.relation(dataset) }
}
