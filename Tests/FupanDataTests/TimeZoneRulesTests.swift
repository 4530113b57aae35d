import FupanData
import Testing

struct TimeZoneRulesTests {
  @Test func anInstantOfTheEveningBeforeIsTheNextDayInShanghai() throws {
    let shanghai = try #require(TimeZoneRules(identifier: "Asia/Shanghai"))
    let day = CivilDate(daysSinceEpoch: Int(shanghai.localDay(1_735_921_800_000_000)))
    #expect(day.description == "2025-01-04")
  }

  @Test func daysOfAClockChangeAreShorterOrLonger() throws {
    let newYork = try #require(TimeZoneRules(identifier: "America/New_York"))
    func hours(of text: String) throws -> Int64 {
      let day = Int64(try #require(CivilDate(text.utf8)).daysSinceEpoch) * 86_400_000_000
      let start = try #require(newYork.instants(ofLocal: day).first)
      let end = try #require(newYork.instants(ofLocal: day + 86_400_000_000).first)
      return (end - start) / 3_600_000_000
    }
    #expect(try hours(of: "2025-03-09") == 23)
    #expect(try hours(of: "2025-11-02") == 25)
    #expect(try hours(of: "2025-06-01") == 24)
  }

  @Test func aGapHasNoInstantAndAnOverlapTwo() throws {
    let newYork = try #require(TimeZoneRules(identifier: "America/New_York"))
    let gap = try #require(InstantText.parse("2024-03-10T02:30:00Z".utf8))
    let overlap = try #require(InstantText.parse("2024-11-03T01:30:00Z".utf8))
    #expect(newYork.instants(ofLocal: gap).isEmpty)
    #expect(newYork.instants(ofLocal: overlap).count == 2)
  }

  @Test func aWholeDaySkippedInSamoa() throws {
    let apia = try #require(TimeZoneRules(identifier: "Pacific/Apia"))
    let noon = try #require(InstantText.parse("2011-12-30T12:00:00Z".utf8))
    #expect(apia.instants(ofLocal: noon).isEmpty)
  }

  @Test func unknownNamesAreRefused() {
    #expect(TimeZoneRules(identifier: "Asia/Shangai") == nil)
    #expect(TimeZoneRules(identifier: "CST") == nil)
  }
}
