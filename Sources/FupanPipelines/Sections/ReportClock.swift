import FupanConfig
import FupanData
import FupanReports
import FupanStages

/// Where a campaign stands on the last day the report may know.
package struct ReportClock: Sendable {
  private let campaign: CampaignDays?
  private let today: Int

  package init(_ campaign: CampaignDays?, asOf: CivilDate) {
    self.campaign = campaign
    today = asOf.daysSinceEpoch
  }

  /// Whether days of the period are still to come.
  package var isRunning: Bool {
    campaign.map { today < $0.period.last.daysSince1970 } ?? false
  }

  /// The share of the period's days that have passed, 0 to 1.
  package var progress: Double {
    campaign.map { elapsed(of: $0.period) } ?? 1
  }

  package var state: Report.State { isRunning ? .running(timeProgress: progress) : .final }

  /// The days of the period that the report may know.
  package var period: DateRange? { campaign.map { known(of: $0.period) } }

  /// The baseline, cut to as many days as have passed, so that like is compared with like.
  package var comparison: DateRange? {
    guard let campaign, let baseline = campaign.baseline, let period else { return nil }
    guard isRunning else { return baseline }
    return DateRange(baseline.first, days: min(period.dayCount, baseline.dayCount))
  }

  /// The share of the days from the first one to `due` that have passed; nil once it is due.
  package func elapsed(from first: DateLiteral, to due: DateLiteral) -> Double? {
    guard today < due.daysSince1970, first <= due else { return nil }
    let passed = max(0, today - first.daysSince1970 + 1)
    return Double(passed) / Double(due.daysSince1970 - first.daysSince1970 + 1)
  }

  /// The part of some days that the report may know; all of them before the first has come.
  package func known(of days: DateRange) -> DateRange {
    let count = today - days.first.daysSince1970 + 1
    guard count > 0, count < days.dayCount else { return days }
    return DateRange(days.first, days: count) ?? days
  }

  private func elapsed(of days: DateRange) -> Double {
    let passed = min(max(0, today - days.first.daysSince1970 + 1), days.dayCount)
    return Double(passed) / Double(days.dayCount)
  }
}

extension DateRange {
  /// So many days from the first on; nil for none.
  init?(_ first: DateLiteral, days: Int) {
    self.init(first, lastDay: first.daysSince1970 + days - 1)
  }

  /// The days from one to another, counted from 1970-01-01; nil where they are reversed.
  init?(_ first: DateLiteral, lastDay: Int) {
    let last = CivilDate(daysSinceEpoch: lastDay)
    guard let literal = DateLiteral(year: last.year, month: last.month, day: last.day) else {
      return nil
    }
    self.init(first, through: literal)
  }
}

extension DateLiteral {
  /// The same day as the report model has it.
  var civil: CivilDate { CivilDate(daysSinceEpoch: daysSince1970) }
}

extension Report.Period {
  init(_ days: DateRange) { self.init(days.first.civil, through: days.last.civil) }
}
