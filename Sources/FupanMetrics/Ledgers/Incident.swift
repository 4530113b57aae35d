import FupanConfig
import FupanDiagnostics

/// A complaint or crisis from the first sign to its end: one entry of the register of incidents.
///
///     - {incident: 群里集中投诉漏发, id: S-01, level: A, opened_at: 2026-04-16 10:05, first_response_at: 2026-04-16 10:40}
package struct Incident: LedgerEntry {
  package static let kind = LedgerKind.incident

  @Parameter("What happened.") package var incident: String
  @Parameter("A short stable name.") package var id: String?
  @Parameter("How grave it is: A, B or C.") package var level: Level
  @Parameter("When it was seen first.") package var openedAt: Located<TimeLiteral>
  @Parameter("When somebody answered.") package var firstResponseAt: Located<TimeLiteral>?
  @Parameter("When it was over.") package var closedAt: Located<TimeLiteral>?
  @Parameter("The post it is about.") package var post: String?
  @Parameter("How many follow whoever wrote it.") package var authorFans: Int?
  @Parameter("Where it was seen.") package var platforms: [String] = []
  @Parameter("Who takes care of it.") package var owner: String?
  @Parameter("What was done and how it ended.") package var outcome: String?

  /// How grave an incident is.
  package enum Level: String, ParameterChoice, CaseIterable {
    /// Many complain together.
    case a = "A"
    /// Something runs short.
    case b = "B"
    /// Somebody asks or complains.
    case c = "C"
  }

  package init() {}

  package var title: String { incident }

  package var lacking: [String] {
    [
      closedAt != nil && firstResponseAt == nil ? "first_response_at" : nil,
      owner == nil ? "owner" : nil, closedAt != nil && outcome == nil ? "outcome" : nil,
    ].compactMap { $0 }
  }

  /// What is wrong with its times: one without its day, or one before the incident was seen.
  static func problems(of incidents: [Incident]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for incident in incidents {
      let later = [incident.firstResponseAt, incident.closedAt].compactMap { $0 }
      for time in [incident.openedAt] + later where time.value.day == nil {
        found.append(
          Diagnostic(.incidentWithoutDay, at: time.place, ["time": .text(time.written)]))
      }
      guard incident.openedAt.value.day != nil else { continue }
      for time in later
      where time.value.day != nil && time.value.seconds < incident.openedAt.value.seconds {
        found.append(
          Diagnostic(
            .incidentBeforeItOpened, at: time.place,
            ["time": .text(time.written), "opened": .text(incident.openedAt.written)]))
      }
    }
    return found
  }
}

extension Message {
  static let incidentBeforeItOpened = Message(
    "incident_before_it_opened", exit: .config,
    en: "{time} is before the incident was seen at {opened}", zh: "{time} 早于事件发现时间 {opened}")
  static let incidentWithoutDay = Message(
    "incident_without_day", exit: .config, en: "'{time}' has no day",
    zh: "“{time}”没有日期", hint: (en: "write 2026-04-16 10:05", zh: "请写成 2026-04-16 10:05"))
}
