import Foundation
import FupanData
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// Makes the report of a run that is over.
///
///     let report = ReportBuilder.report(compiled, results, generatedAt: "2026-04-25T08:00:00+08:00")
package enum ReportBuilder {
  /// How many findings the verdict shows.
  private static let leadingFindings = 3
  /// What is left of a report on too few orders for rates and comparisons: counts and lists, and how
  /// they were counted.
  private static let smallForm: [Report.Section.Kind] = [
    .verdict, .goals, .money, .why, .next, .appendix,
  ]

  /// The report of what was computed.
  package static func report(
    _ compiled: CompiledPipeline, _ results: ReportResults, generatedAt: String
  ) -> Report {
    let document = compiled.document
    let campaign = document.campaign
    let stem = ((compiled.path as NSString).lastPathComponent as NSString).deletingPathExtension
    let whole = compiled.sections.map { (planned: $0.section, built: $0.section.build(results)) }
    let isSmall = whole.contains { $0.built.isSmall }
    let kept = whole.filter { !isSmall || smallForm.contains($0.built.section.kind) }
    let built = kept.map { $0.built }
    var report = Report(
      title: document.report?.title ?? campaign?.name ?? campaign?.id ?? stem,
      campaign: campaign?.id ?? stem,
      period: campaign.map { Report.Period($0.period) } ?? daysOfData(compiled, results),
      baseline: campaign?.baseline.map { Report.Period($0) }, asOf: compiled.asOf,
      state: ReportClock(campaign?.days, asOf: compiled.asOf).state,
      language: document.locale.language, currency: document.currency,
      timeZone: compiled.zone?.identifier, generatedAt: generatedAt,
      parameters: compiled.parameters.map { Report.Parameter($0.name, $0.value.text ?? "") },
      sections: sections(built, kept.map { $0.planned }, compiled), receipts: receipts(built))
    report.rounding = document.rounding.shown
    report.shareSuppression()
    let absent = compiled.datasets.filter { !$0.absentFiles.isEmpty }
    if !absent.isEmpty {
      report.absent = absent.map { dataset in
        Report.AbsentInput(
          dataset.name, files: dataset.absentFiles.map { ($0 as NSString).lastPathComponent })
      }
    }
    return report
  }

  /// What a section lacks: the inputs that it names itself, and those behind the datasets it shows.
  private static func missing(
    _ named: [String], in section: PreparedSection, _ compiled: CompiledPipeline
  ) -> [String] {
    let reached = Set(
      Program(results: section.fragments + section.queries.flatMap { $0.fragments })
        .fragments.map { $0.name })
    let behind = compiled.datasets.filter { reached.contains($0.name) }.flatMap { $0.lacks }
    let inputs = named.flatMap { name -> [String] in
      let lacks = compiled.datasets.first { $0.name == name }?.lacks ?? []
      return lacks.isEmpty ? [name] : lacks
    }
    return (inputs + behind).uniqued()
  }

  /// The days that the rows of a pipeline without a campaign are from, none after the last day it
  /// may know.
  private static func daysOfData(
    _ compiled: CompiledPipeline, _ results: ReportResults
  ) -> Report.Period {
    let zone = compiled.zone ?? .utc
    var days: ClosedRange<Int>?
    for dataset in compiled.datasets {
      let schema = dataset.fragment.schema
      guard let table = results.tables[dataset.fragment.name],
        let column = TimeColumn.canonical.lazy.compactMap({ schema.index(of: $0) }).first
      else { continue }
      for batch in table.batches {
        for row in 0..<batch.count {
          let day: Int
          switch batch.columns[column].value(at: row) {
          case .date(let date): day = Int(date)
          case .timestamp(let instant): day = Int(zone.localDay(instant))
          default: continue
          }
          days = min(days?.lowerBound ?? day, day)...max(days?.upperBound ?? day, day)
        }
      }
    }
    let last = min(days?.upperBound ?? compiled.asOf.daysSinceEpoch, compiled.asOf.daysSinceEpoch)
    return Report.Period(
      CivilDate(daysSinceEpoch: min(days?.lowerBound ?? last, last)),
      through: CivilDate(daysSinceEpoch: last))
  }

  /// The sections, with the findings that matter most in the verdict and the definitions of all
  /// metrics shown in the appendix.
  private static func sections(
    _ built: [BuiltSection], _ planned: [PreparedSection], _ compiled: CompiledPipeline
  ) -> [Report.Section] {
    let findings = built.flatMap { $0.findings }
    let leading = Finding.leading(findings.map { $0.finding }, count: leadingFindings)
      .map { findings[$0].told }
    let used = built.flatMap { $0.receipts.map { $0.metric } }.uniqued()
    return zip(built, planned).map { built, prepared in
      var section = built.section
      if section.kind != .appendix {
        section.missing = missing(section.missing, in: prepared, compiled)
      }
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
