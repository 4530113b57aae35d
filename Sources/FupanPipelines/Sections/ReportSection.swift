import FupanConfig
import FupanDiagnostics
import FupanReports

/// A section of the report as the pipeline asks for it: its settings, declared once, what it needs
/// computed, and how it is written down.
///
/// Adding one costs its file and a line in ``SectionCatalog``.
package protocol ReportSection: Parameterised {
  /// The question it answers; its name in the pipeline.
  static var kind: Report.Section.Kind { get }
  /// One sentence on what it shows.
  static var summary: String { get }
  /// What has to be computed, and how the section is made of it.
  ///
  /// - Throws: datasets and metrics that do not exist.
  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection
}
