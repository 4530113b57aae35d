import FupanConfig
import FupanData
import FupanDiagnostics
import FupanReports

/// Closes a campaign: runs it once more, as of a day after its end, and freezes the report.
package enum CampaignCloser {
  /// A report that may enter the history, and what is to be said of it.
  package struct Closed: Sendable {
    package let report: Report
    package let history: HistoryFolder
    package let warnings: [Diagnostic]
  }

  /// - Throws: a pipeline without campaign or history, a campaign that is not over, and whatever
  ///   stops a run: rows that were refused and checks that failed make no closed campaign.
  package static func close(
    _ pipeline: CompiledPipeline, history: HistoryFolder?, options: RunOptions
  ) async throws -> Closed {
    guard let campaign = pipeline.document.campaign else {
      throw Problems(Diagnostic(.closeWithoutCampaign))
    }
    guard let history else { throw Problems(Diagnostic(.historyMissing)) }
    let last = campaign.period.last.civil
    guard pipeline.asOf.daysSinceEpoch >= last.daysSinceEpoch else {
      throw Problems(
        Diagnostic(
          .campaignNotOver,
          ["last": .text(last.description), "as_of": .text(pipeline.asOf.description)]))
    }
    var options = options
    options.isDryRun = true
    let outcome = try await PipelineRunner.run(pipeline, options)
    var report = outcome.report
    report.closing = .closed
    var warnings = outcome.warnings
    let open = pipeline.targets.filter { target in
      target.settings.due.map { $0.daysSince1970 > pipeline.asOf.daysSinceEpoch } ?? false
    }
    if let latest = open.compactMap({ $0.settings.due }).max() {
      warnings.append(
        Diagnostic(
          .targetsNotDue, at: open.first?.place,
          [
            "names": .list(open.map { $0.metric.label(in: pipeline.document.locale.language) }),
            "last": .text(latest.civil.description),
          ], severity: .warning))
    }
    return Closed(report: report, history: history, warnings: warnings)
  }
}
