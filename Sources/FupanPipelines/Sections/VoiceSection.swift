import FupanConfig
import FupanDiagnostics
import FupanReports
import FupanStages

/// What people said: recommendation, reasons and other answers.
///
///     - voice: [recommendation, reasons]
struct VoiceSection: ReportSection {
  static let kind = Report.Section.Kind.voice
  static let summary = "Datasets of answers: recommendation, satisfaction, frequencies."

  @Parameter("The datasets shown.", .principal, .nonEmpty) var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .voice, in: scope)
    return PreparedSection(fragments: shown.fragments) { results in
      BuiltSection(
        Report.Section(.voice, blocks: shown.blocks(results), missing: shown.lacks))
    }
  }
}
