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

  @Test("EX-0.0: days belong to the report's zone, weeks to their Thursday; some last 23 or 25 h")
  func daysBelongToTheReportsZone() throws {
    let shanghai = try #require(TimeZoneRules(identifier: "Asia/Shanghai"))
    let instant: Int64 = 1_735_921_800_000_000
    let date = CivilDate(daysSinceEpoch: Int(shanghai.localDay(instant)))
    #expect(date.description == "2025-01-04")
    #expect(date.isoWeek.year == 2025 && date.isoWeek.week == 1)
    #expect(shanghai.local(instant) / 3_600_000_000 % 24 == 0)
    let monday = try #require(CivilDate("2024-12-30".utf8)).isoWeek
    #expect(monday.year == 2025 && monday.week == 1)
    let newYork = try #require(TimeZoneRules(identifier: "America/New_York"))
    func hours(_ text: String) throws -> Int64 {
      let day = try #require(CivilDate(text.utf8)).daysSinceEpoch
      return (newYork.startOfDay(day + 1) - newYork.startOfDay(day)) / 3_600_000_000
    }
    #expect(try hours("2025-03-09") == 23)
    #expect(try hours("2025-11-02") == 25)
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
