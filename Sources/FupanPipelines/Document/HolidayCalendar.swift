import FupanConfig
import FupanData
import FupanDiagnostics

/// Which days people have off, as a document's `calendar` says.
struct HolidayCalendar: Sendable {
  private let holidays: [Named<HolidaySettings>]

  init(_ holidays: [Named<HolidaySettings>]) { self.holidays = holidays }

  var isEmpty: Bool { holidays.isEmpty }

  /// The holidays that fall into some days, with the days of each.
  func holidays(in days: DateRange) -> [(name: String, days: ClosedRange<Int>)] {
    holidays.compactMap { holiday in
      let (first, last) = (
        max(holiday.settings.off.first.daysSince1970, days.first.daysSince1970),
        min(holiday.settings.off.last.daysSince1970, days.last.daysSince1970)
      )
      return first <= last ? (holiday.name, first...last) : nil
    }.sorted { $0.days.lowerBound < $1.days.lowerBound }
  }

  /// Whether people have a day off: a holiday, or a weekend that is not worked.
  func isOff(_ day: Int) -> Bool {
    if holidays.contains(where: { $0.settings.off.daysSince1970.contains(day) }) { return true }
    if holidays.contains(where: { holiday in
      holiday.settings.work.contains { $0.daysSince1970 == day }
    }) {
      return false
    }
    return CivilDate.weekday(daysSinceEpoch: day) >= 6
  }

  /// Whether it knows any day of a year.
  func covers(year: Int) -> Bool {
    holidays.contains { holiday in
      [holiday.settings.off.first, holiday.settings.off.last].contains {
        CivilDate(daysSinceEpoch: $0.daysSince1970).year == year
      }
    }
  }

  /// What makes a baseline a poor one for a period: holidays in one of both, and days off that differ
  /// in number where both are as long.
  func warnings(period: DateRange, baseline: DateRange, at place: Place?) -> [Diagnostic] {
    guard !isEmpty else { return [] }
    var found: [Diagnostic] = []
    let years = Set(
      [period, baseline].flatMap { [$0.first, $0.last] }.map {
        CivilDate(daysSinceEpoch: $0.daysSince1970).year
      }
    ).sorted()
    for year in years where !covers(year: year) {
      found.append(
        Diagnostic(.calendarEnds, at: place, ["year": .integer(year)], severity: .warning))
    }
    let (own, other) = (holidays(in: period), holidays(in: baseline))
    func count(_ holidays: [(name: String, days: ClosedRange<Int>)]) -> Int {
      holidays.reduce(0) { $0 + $1.days.count }
    }
    if count(own) != count(other) {
      found.append(
        Diagnostic(
          .baselineHasHolidays, at: place,
          ["baseline": .text(list(baseline)), "period": .text(list(period))], severity: .warning))
    } else if period.dayCount == baseline.dayCount {
      let off = [period, baseline].map { days in days.daysSince1970.count { isOff($0) } }
      if off[0] != off[1] {
        found.append(
          Diagnostic(
            .baselineHasOtherDays, at: place,
            ["baseline": .integer(off[1]), "period": .integer(off[0])], severity: .warning))
      }
    }
    return found
  }

  /// Holidays that fall into some days, as `清明节 2026-04-04..2026-04-06`.
  func told(_ days: DateRange) -> [String] {
    holidays(in: days).map { holiday in
      let ends = [holiday.days.lowerBound, holiday.days.upperBound].map {
        CivilDate(daysSinceEpoch: $0).description
      }
      return "\(holiday.name) \(ends[0] == ends[1] ? ends[0] : ends.joined(separator: ".."))"
    }
  }

  private func list(_ days: DateRange) -> String {
    let names = told(days)
    return names.isEmpty ? "–" : names.joined(separator: ", ")
  }
}
