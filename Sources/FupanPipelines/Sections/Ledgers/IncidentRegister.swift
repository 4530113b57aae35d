import FupanConfig
import FupanMetrics
import FupanReports

/// The register of incidents: by level, how soon each was answered, and whether that was in time.
struct IncidentRegister {
  private let scope: ReportScope
  private let text: SectionText
  private let incidents: [Incident]

  /// Nil where there is none.
  init?(_ incidents: [Incident], _ scope: ReportScope) {
    guard !incidents.isEmpty else { return nil }
    self.scope = scope
    text = scope.text
    // The gravest first, and of one level the earliest.
    self.incidents = incidents.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.level != b.level { return a.level.rawValue < b.level.rawValue }
      let times = (a.openedAt.value.seconds, b.openedAt.value.seconds)
      return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
    }.map { $0.element }
  }

  var blocks: [Report.Block] {
    let words = ReportText(scope.language)
    let minutes = text[.minutes]
    let rows = incidents.map { incident in
      Report.Table.Row([
        .text(incident.level.rawValue), .text(incident.incident),
        .text(incident.openedAt.written), duration(to: incident.firstResponseAt, of: incident),
        .number(Double(limit(incident.level)) / 60, places: 0), .status(answer(incident)),
        duration(to: incident.closedAt, of: incident),
        .text(text.list(incident.platforms)),
        incident.authorFans.map { .integer($0) } ?? .missing(.noData),
        .text(incident.owner ?? ""), .text(incident.outcome ?? ""),
      ])
    }
    return [
      .table(
        Report.Table(
          id: "why_incidents", title: text[.incidents],
          columns: [
            .init("level", text[.level], .text), .init("incident", text[.incident], .text),
            .init("opened_at", text[.openedAt], .text),
            .init("response", text[.response], .number, unit: minutes),
            .init("limit", text[.limit], .number, unit: minutes),
            .init("in_time", text[.inTime], .status),
            .init("duration", text[.untilClosed], .number, unit: minutes),
            .init("platforms", text[.platforms], .text),
            .init("author_fans", text[.authorFans], .integer),
            .init("owner", words[.owner], .text), .init("outcome", text[.outcome], .text),
          ], rows: rows, note: text.sentence(.incidentsNote)))
    ]
  }

  /// How soon an incident has to be answered, in seconds: A within the hour, B within four, C within
  /// a day.
  private func limit(_ level: Incident.Level) -> Int {
    switch level {
    case .a: 3600
    case .b: 4 * 3600
    case .c: 24 * 3600
    }
  }

  private func duration(to time: Located<TimeLiteral>?, of incident: Incident) -> Report.Value {
    guard let time else { return .missing(.noData) }
    return .number(
      Double(time.value.seconds - incident.openedAt.value.seconds) / 60, places: 0)
  }

  /// In time, too late, or still within the limit: unanswered ones are judged at the end of the last
  /// day that the report may know.
  private func answer(_ incident: Incident) -> Report.Status {
    let opened = incident.openedAt.value.seconds
    guard let response = incident.firstResponseAt else {
      let now = (scope.asOf.daysSinceEpoch + 1) * 86_400
      return now - opened > limit(incident.level) ? .missed : .notDue
    }
    return response.value.seconds - opened <= limit(incident.level) ? .met : .missed
  }
}

extension SectionPhrase {
  fileprivate static let incidents = SectionPhrase("舆情与事件", "Incidents")
  fileprivate static let level = SectionPhrase("级别", "Level")
  fileprivate static let incident = SectionPhrase("事件", "Incident")
  fileprivate static let openedAt = SectionPhrase("发现", "Seen at")
  fileprivate static let response = SectionPhrase("首次响应", "First response")
  fileprivate static let limit = SectionPhrase("时限", "Limit")
  fileprivate static let inTime = SectionPhrase("是否及时", "In time")
  fileprivate static let untilClosed = SectionPhrase("到结束", "Until closed")
  fileprivate static let platforms = SectionPhrase("平台", "Platforms")
  fileprivate static let authorFans = SectionPhrase("作者粉丝", "Author's followers")
  fileprivate static let outcome = SectionPhrase("处理与结果", "What was done")
  fileprivate static let minutes = SectionPhrase("分钟", "min")
  fileprivate static let incidentsNote = SectionPhrase(
    "时限从发现算起：A 级 1 小时，B 级 4 小时，C 级 24 小时。",
    "Limits from when it was seen: level A 1 hour, B 4 hours, C 24 hours.")
}
