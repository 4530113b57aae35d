import FupanData
import Testing

struct CivilDateTests {
  @Test func daysAndDatesAreInverseOverFourCenturies() {
    var previous = CivilDate(daysSinceEpoch: -73_050)
    for days in -73_049...73_050 {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.daysSinceEpoch == days)
      let isNextDay = date.day == previous.day + 1 && date.month == previous.month
      #expect(isNextDay || date.day == 1)
      previous = date
    }
  }

  @Test(arguments: [
    ("2024-12-30", 2025, 1), ("2025-01-04", 2025, 1), ("2026-04-10", 2026, 15),
    ("2021-01-03", 2020, 53), ("2020-12-31", 2020, 53),
  ])
  func isoWeeksBelongToTheYearOfTheirThursday(text: String, year: Int, week: Int) throws {
    let date = try #require(CivilDate(text.utf8))
    #expect(date.isoWeek.year == year)
    #expect(date.isoWeek.week == week)
  }

  @Test func refusesDaysThatDoNotExist() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-4-1", "20260401", "2026-04-31"] {
      #expect(CivilDate(text.utf8) == nil, "\(text)")
    }
    #expect(CivilDate("2024-02-29".utf8) != nil)
  }

  @Test func weekdaysStartOnMonday() {
    #expect(CivilDate("2026-04-10".utf8)?.weekday == 5)
    #expect(CivilDate("1969-12-29".utf8)?.weekday == 1)
  }
}
