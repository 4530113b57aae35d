import FupanConfig
import Testing

@Suite struct LiteralTests {
  @Test(arguments: [
    ("60万", Int64(600_000), 0), ("1.2亿", 120_000_000, 0), ("9万", 90_000, 0),
    ("1200.50", 120_050, 2),
    ("0.00001万", 1, 1), ("-3", -3, 0), ("+1.5", 15, 1), ("1.23456万", 123_456, 1),
  ])
  func amountsAreExact(text: String, units: Int64, scale: Int) {
    #expect(AmountLiteral(text)?.decimal == DecimalLiteral(units: units, scale: scale))
    #expect(AmountLiteral(text)?.written == text)
  }

  @Test(arguments: [
    "", "万", "1.2.3", "1e3", "1,000", "1.", ".5", "12345678901234567890", "9999999999999亿", "60 万",
    "六十万",
  ])
  func otherTextsAreNoAmounts(text: String) {
    #expect(AmountLiteral(text) == nil)
  }

  @Test func percentagesAreFractions() {
    #expect(Percentage("8%")?.fraction == DecimalLiteral(units: 8, scale: 2))
    #expect(Percentage("12.5%")?.fraction.description == "0.125")
    #expect(Percentage("+30%")?.isSigned == true)
    #expect(Percentage("+30%")?.written == "+30%")
    #expect(Percentage("8") == nil)
    #expect(Percentage("%") == nil)
  }

  @Test(arguments: [
    ("09:30", 34_200, "09:30"), ("9:05", 32_700, "09:05"), ("00:00", 0, "00:00"),
    ("23:59:59", 86_399, "23:59:59"), ("1970-01-02 00:01", 86_460, "1970-01-02 00:01"),
    ("2026-04-14T09:30:00", 1_776_159_000, "2026-04-14 09:30"),
  ])
  func timesAreSecondsOfTheirClock(text: String, seconds: Int, written: String) {
    #expect(TimeLiteral(text)?.seconds == seconds)
    #expect(TimeLiteral(text)?.written == written)
  }

  @Test(arguments: [
    "", "9", "24:00", "09:60", "09:30:60", "9:5:1:2", "09.30", "2026-02-30 09:30", "2026-04-14",
    "-1:30", "009:30", "2026-04-14  ", "09:30 am",
  ])
  func otherTextsAreNoTimes(text: String) {
    #expect(TimeLiteral(text) == nil)
  }

  @Test func durationsHaveUnits() {
    #expect(DurationLiteral("26h")?.seconds == 93_600)
    #expect(DurationLiteral("7d") == DurationLiteral(7, .day))
    #expect(DurationLiteral("30m")?.seconds == 1800)
    for text in ["", "h", "7", "7 d", "-7d", "1.5h", "7D", "99999999999d"] {
      #expect(DurationLiteral(text) == nil, "\(text)")
    }
  }

  @Test func datesAreDaysOfTheCalendar() {
    #expect(DateLiteral("1970-01-01")?.daysSince1970 == 0)
    #expect(DateLiteral("2000-02-29")?.daysSince1970 == 11_016)
    #expect(DateLiteral("2026-04-10")?.daysSince1970 == 20_553)
    #expect(DateLiteral("1969-12-31")?.daysSince1970 == -1)
    for text in ["2026-02-29", "1900-02-29", "2026-4-1", "2026-13-01", "2026/04/01", "٢٠٢٦-04-01"] {
      #expect(DateLiteral(text) == nil, "\(text)")
    }
  }
}
