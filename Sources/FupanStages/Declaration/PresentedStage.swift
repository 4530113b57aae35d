import FupanData
import FupanDiagnostics
import FupanReports

/// An analysis: a stage that knows how its result is shown to a reader.
///
/// A section that names a dataset whose last stage is one shows these blocks; any other dataset is
/// shown as a table.
package protocol PresentedStage: TransformStage {
  /// The result as blocks of a report; a result without rows says so in a sentence. Of a
  /// ``SummarisedStage`` the summary.
  func blocks(for result: Table, in context: PresentationContext) -> [Report.Block]
}

/// What a stage may know of the report its result is shown in.
package struct PresentationContext: Sendable {
  /// The dataset's name: ids of tables and charts start with it.
  package var dataset: String
  package var language: Language
  /// The ISO 4217 code of amounts.
  package var currency: String
  /// Groups of people smaller than this are not shown.
  package var minimumGroup: Int
  /// The rows that the stage was given, as far as is known: what their columns are called.
  package var material: Schema?

  package init(
    dataset: String, language: Language, currency: String, minimumGroup: Int,
    material: Schema? = nil
  ) {
    self.dataset = dataset
    self.language = language
    self.currency = currency
    self.minimumGroup = minimumGroup
    self.material = material
  }
}
