import Foundation
import FupanData
import FupanMetrics
import FupanReports
import FupanStages

/// Makes the report of a run that is over.
///
///     let report = ReportBuilder.report(compiled, results, generatedAt: "2026-04-25T08:00:00+08:00")
package enum ReportBuilder {
  /// How many findings the verdict shows.
  private static let leadingFindings = 3

  /// The report of what was computed.
  package static func report(
    _ compiled: CompiledPipeline, _ results: ReportResults, generatedAt: String
  ) -> Report {
    let document = compiled.document
    let campaign = document.campaign
    let stem = ((compiled.path as NSString).lastPathComponent as NSString).deletingPathExtension
    let built = compiled.sections.map { $0.section.build(results) }
    return Report(
      title: document.report?.title ?? campaign?.name ?? campaign?.id ?? stem,
      campaign: campaign?.id ?? stem,
      period: campaign.map { Report.Period($0.period) }
        ?? Report.Period(compiled.asOf, through: compiled.asOf),
      baseline: campaign?.baseline.map { Report.Period($0) }, asOf: compiled.asOf,
      state: ReportClock(campaign?.days, asOf: compiled.asOf).state,
      language: document.locale.language, currency: document.currency,
      timeZone: compiled.zone?.identifier, generatedAt: generatedAt,
      parameters: compiled.parameters.map { Report.Parameter($0.name, $0.value.text ?? "") },
      sections: sections(built, compiled), receipts: receipts(built))
  }

  /// The sections, with the findings that matter most in the verdict and the definitions of all
  /// metrics shown in the appendix.
  private static func sections(
    _ built: [BuiltSection], _ compiled: CompiledPipeline
  ) -> [Report.Section] {
    let findings = built.flatMap { $0.findings }
    let leading = Finding.leading(findings.map { $0.finding }, count: leadingFindings)
      .map { findings[$0].told }
    let used = built.flatMap { $0.receipts.map { $0.metric } }.uniqued()
    return built.map { built in
      var section = built.section
      switch section.kind {
      case .verdict where !leading.isEmpty: section.blocks.append(.findings(leading))
      case .appendix:
        if let table = AppendixSection.definitions(used, compiled) {
          section.blocks.insert(.table(table), at: 0)
        }
      default: break
      }
      return section
    }
  }

  /// Every receipt once: sections that show the same figure made the same receipt.
  private static func receipts(_ built: [BuiltSection]) -> [Report.Receipt] {
    var ids: Set<String> = []
    return built.flatMap { $0.receipts }.filter { ids.insert($0.id).inserted }
  }
}
