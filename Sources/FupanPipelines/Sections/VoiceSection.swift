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
      let told = shown.told(results)
      var blocks: [Report.Block] = told.isEmpty ? [] : [.findings(told.map { $0.inPlace })]
      blocks += shown.blocks(results)
      return BuiltSection(
        Report.Section(.voice, blocks: blocks, missing: shown.lacks), findings: told)
    }
  }
}
