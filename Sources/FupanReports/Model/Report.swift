import FupanData
import FupanDiagnostics

/// A retrospective as data: what every writer renders, and what `report.json` holds.
///
/// Numbers are kept exactly and never preformatted; words are in the report's language. Everything
/// but ``generatedAt`` is the same whenever the same inputs are reported again.
///
///     let report = Report(
///       title: "春日焕新 2026", campaign: "spring-2026", period: period, asOf: day,
///       state: .final, language: .simplifiedChinese, currency: "CNY",
///       generatedAt: "2026-04-25T08:00:00+08:00", sections: sections, receipts: receipts)
package struct Report: Hashable, Codable, Sendable {
  /// The version of the model that this program writes and reads.
  package static let currentVersion = 1

  /// The version of the model: ``currentVersion``.
  package var version: Int
  /// What the report is called, as its heading shows it.
  package var title: String
  /// The campaign's stable id.
  package var campaign: String
  /// The days that every figure looks at.
  package var period: Period
  /// The days that changes are measured against, if any were declared.
  package var baseline: Period?
  /// The last day whose data the report knows.
  package var asOf: CivilDate
  /// Whether the campaign is over.
  package var state: State
  /// How it came into the history of campaigns; nil for the report of a run.
  package var closing: Closing?
  /// The language of every fixed word, number and date.
  package var language: Language
  /// The ISO 4217 code of every amount: `CNY`.
  package var currency: String
  /// How halves are rounded; nil for away from zero.
  package var rounding: Rounding?
  /// The time zone that days were cut in: `Asia/Shanghai`.
  package var timeZone: String?
  /// When the report was made, ISO 8601: the one value that differs between equal runs.
  package var generatedAt: String
  /// The pipeline's parameters as this run used them, in declared order.
  package var parameters: [Parameter]
  /// The sections in reading order.
  package var sections: [Section]
  /// How each figure came about, in the order the appendix lists them.
  package var receipts: [Receipt]
  /// The optional inputs that were not there, so that the report is partial; nil where it is not.
  package var absent: [AbsentInput]?

  package init(
    title: String, campaign: String, period: Period, baseline: Period? = nil, asOf: CivilDate,
    state: State, language: Language, currency: String, timeZone: String? = nil,
    generatedAt: String, parameters: [Parameter] = [], sections: [Section],
    receipts: [Receipt] = []
  ) {
    self.version = Report.currentVersion
    self.title = title
    self.campaign = campaign
    self.period = period
    self.baseline = baseline
    self.asOf = asOf
    self.state = state
    self.language = language
    self.currency = currency
    self.timeZone = timeZone
    self.generatedAt = generatedAt
    self.parameters = parameters
    self.sections = sections
    self.receipts = receipts
  }
}

extension Language: Codable {}
