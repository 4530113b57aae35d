import FupanData
import Testing

@testable import FupanCommands

/// Decimals made of untyped text show what they need, the same in every row of a column.
struct ShortDecimalsTests {
  private func shown(_ values: [Value]) -> [String?] {
    let table = Table(Schema([Field("x", .wideDecimal(scale: 9))]), rows: values.map { [$0] })
    return table.withShortDecimals.rows.map { $0[0].text }
  }

  @Test func oneDigitBecomesTwoSoThatMoneyReadsWell() {
    #expect(
      shown([.decimal(1932_500_000_000, scale: 9), .decimal(12_000_000_000, scale: 9)])
        == ["1932.50", "12.00"])
  }

  @Test func wholeNumbersShowNoDigits() {
    #expect(shown([.decimal(3_000_000_000, scale: 9), .missing]) == ["3", nil])
  }

  @Test func moreDigitsStay() {
    #expect(shown([.decimal(125_000_000, scale: 9)]) == ["0.125"])
    #expect(shown([.decimal(-1, scale: 9)]) == ["-0.000000001"])
  }

  @Test func declaredTypesAreLeftAlone() {
    let table = Table(
      Schema([Field("x", .wideDecimal(scale: 4))]), rows: [[.decimal(10_000, scale: 4)]])
    #expect(table.withShortDecimals.rows[0][0].text == "1.0000")
  }
}
