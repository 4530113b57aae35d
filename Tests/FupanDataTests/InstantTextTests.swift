import FupanData
import Testing

struct InstantTextTests {
  @Test func readsOffsetsAndPrintsUTC() throws {
    let instant = try #require(InstantText.parse("2026-04-10T08:05:00.25+08:00".utf8))
    #expect(InstantText.string(microseconds: instant) == "2026-04-10T00:05:00.250Z")
  }

  @Test func refusesCivilTimesAndNonsense() {
    for text in [
      "2026-04-10T08:05:00", "2026-04-10", "2026-04-10T24:00:00Z", "2026-04-10T08:60:00Z",
      "2026-04-10T08:05:00+8", "2026-04-10T08:05:00.Z", "x",
    ] {
      #expect(InstantText.parse(text.utf8) == nil, "\(text)")
    }
  }

  @Test func printingAndReadingAreInverse() {
    for step in Int64(-400)...400 {
      let instant = step * 86_399_123_457
      #expect(InstantText.parse(InstantText.string(microseconds: instant).utf8) == instant)
    }
  }
}
