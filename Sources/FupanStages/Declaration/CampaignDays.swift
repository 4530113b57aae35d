import FupanConfig

/// The days that `period`, `baseline` and the phases of a campaign stand for.
package struct CampaignDays: Sendable {
  /// The days of the period that may be known.
  package var period: DateRange
  /// The period as it is planned, with the days to come.
  package let planned: DateRange
  package var baseline: DateRange?
  /// The phases in order.
  package var phases: [Phase]

  /// The days off that the calendar names, so that 春节 2026 can be put beside 春节 2025.
  package var holidays: [Phase] = []

  /// A named part of the campaign.
  package struct Phase: Sendable {
    package let name: String
    package let days: DateRange

    package init(name: String, days: DateRange) {
      self.name = name
      self.days = days
    }
  }

  package init(period: DateRange, baseline: DateRange? = nil, phases: [Phase] = []) {
    self.period = period
    planned = period
    self.baseline = baseline
    self.phases = phases
  }

  /// The days a word stands for, or nil.
  package func days(_ word: String) -> DateRange? {
    switch word {
    case "period": period
    case "baseline": baseline
    default: (phases + holidays).first { $0.name == word }?.days
    }
  }

  /// Every word that ``days(_:)`` knows.
  package var words: [String] {
    ["period"] + (baseline == nil ? [] : ["baseline"]) + (phases + holidays).map { $0.name }
  }
}
