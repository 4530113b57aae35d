import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports

/// What happened: metrics day by day with the days that went wrong, when people came, and what
/// drove the change.
///
///     - timeline:
///         daily: [visitors, order_count, revenue]
///         drivers: revenue
///         mix: {of: conversion, by: channel}
///         datasets: [busy_hours]
struct TimelineSection: ReportSection {
  static let kind = Report.Section.Kind.timeline
  static let summary = "Metrics day by day, hour by weekday, and what drove the change."

  @Parameter("Metrics drawn day by day.", .principal) var daily: [Located<String>] = []
  @Parameter("The metric counted by hour and weekday.") var heat: Located<String>?
  @Parameter("The amount that visitors, orders for each and value of each multiply up to.")
  var drivers: Located<String>?
  @Parameter("The rate whose change is split into mix and rate, and by which column.")
  var mix: MixSettings?
  @Parameter("Datasets shown below, such as the busiest hours by `peaks`.")
  var datasets: [DatasetUse] = []

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    var found: [Diagnostic] = []
    let lines = found.gather { () throws(Problems) in try DailyLines(daily, in: scope) }
    var hours: HourlyHeat?
    if let heat {
      hours = found.gather { () throws(Problems) in try HourlyHeat(heat, in: scope) } ?? nil
    }
    var tree: DriverTree?
    if let drivers {
      tree = found.gather { () throws(Problems) in try DriverTree(drivers, in: scope) } ?? nil
    }
    var table: MixTable?
    if let mix {
      table = found.gather { () throws(Problems) in try MixTable(mix, in: scope) } ?? nil
    }
    let shown = found.gather { () throws(Problems) in
      try ShownDatasets(datasets, of: .timeline, in: scope)
    }
    try Problems.throwIfAny(found)
    let parts = (lines: lines, hours: hours, shown: shown, tree: tree, mix: table)
    let holidays = TimelineSection.holidays(in: scope)
    return PreparedSection(
      queries: (lines?.queries ?? []) + (hours?.queries ?? []) + (tree?.queries ?? [])
        + (table?.queries ?? []),
      fragments: shown?.fragments ?? []
    ) { results in
      var book = ReceiptBook(scope, results)
      var blocks: [Report.Block] = []
      var missing: [String] = []
      var findings: [ToldFinding] = []
      if let lines = parts.lines {
        let days = lines.unusualDays(results)
        findings = lines.told(days, results)
        blocks += lines.blocks(results, days, &book)
        missing += lines.lacks
      }
      if let hours = parts.hours {
        blocks += hours.blocks(results)
        missing += hours.lacks
      }
      if let tree = parts.tree {
        blocks += tree.blocks(results, &book)
        missing += tree.lacks
      }
      if let mix = parts.mix {
        blocks += mix.blocks(results)
        missing += mix.lacks
      }
      if let shown = parts.shown {
        findings += shown.told(results)
        blocks += shown.blocks(results)
        missing += shown.lacks
      }
      if !findings.isEmpty { blocks.insert(.findings(findings.map { $0.inPlace }), at: 0) }
      return BuiltSection(
        Report.Section(
          .timeline, blocks: blocks, missing: missing.uniqued(), note: holidays),
        receipts: book.receipts, findings: findings)
    }
  }
}

extension TimelineSection {
  /// The holidays of the period and of its baseline, which a reader of changes should know; nil
  /// where the document's calendar has none of them.
  private static func holidays(in scope: ReportScope) -> Report.Sentence? {
    let calendar = HolidayCalendar(scope.document.calendar)
    guard let campaign = scope.campaign else { return nil }
    func told(_ days: DateRange?) -> String? {
      let names = days.map { calendar.told($0) } ?? []
      return names.isEmpty ? nil : scope.text.list(names)
    }
    let (period, baseline) = (told(campaign.planned), told(campaign.baseline))
    guard period != nil || baseline != nil else { return nil }
    let none = scope.text[.noHoliday]
    return scope.text.sentence(
      campaign.baseline == nil ? .holidaysOfPeriod : .holidays,
      ["period": .words(period ?? none), "baseline": .words(baseline ?? none)])
  }
}

extension SectionPhrase {
  fileprivate static let noHoliday = SectionPhrase("没有", "none")
  fileprivate static let holidaysOfPeriod = SectionPhrase(
    "活动期内的节假日：{period}。", "Holidays in the period: {period}.")
  fileprivate static let holidays = SectionPhrase(
    "节假日：活动期内 {period}；基线内 {baseline}。",
    "Holidays: {period} in the period, {baseline} in the baseline.")
}

extension [String] {
  /// Each name once, where it first stands.
  func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
