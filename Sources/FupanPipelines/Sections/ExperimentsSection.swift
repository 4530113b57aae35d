import FupanConfig
import FupanDiagnostics
import FupanReports
import FupanStages

/// What was tried and what came of it: tests with their differences, and what changed before and
/// after.
///
///     - experiments: [button, popup, relaunch]
struct ExperimentsSection: ReportSection {
  static let kind = Report.Section.Kind.experiments
  static let summary = "Tests with intervals and sample ratio check; changes before and after."

  @Parameter("The datasets shown.", .principal, .nonEmpty) var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .experiments, in: scope)
    return PreparedSection(fragments: shown.fragments) { results in
      let told = shown.told(results)
      var blocks: [Report.Block] = told.isEmpty ? [] : [.findings(told.map { $0.inPlace })]
      blocks += shown.blocks(results)
      return BuiltSection(
        Report.Section(.experiments, blocks: blocks, missing: shown.lacks), findings: told)
    }
  }
}
