import FupanData
import Testing

@testable import FupanCommands

/// Decimals made of untyped text show what they need, the same in every row of a column.
struct ShortDecimalsTests {
  private func shown(_ values: [Value], scale: Int = 9) -> [String?] {
    let table = Table(
      Schema([Field("x", .wideDecimal(scale: scale))]), rows: values.map { [$0] })
    var decimals = ShortDecimals(table.schema)
    for batch in table.batches { decimals.look(at: batch) }
    let batches = table.batches.map { decimals.shortened($0) }
    return Table(decimals.schema, batches).rows.map { $0[0].text }
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
    #expect(shown([.decimal(10_000, scale: 4)], scale: 4) == ["1.0000"])
  }

  @Test func numbersLargerThanTheProcessorsAreShortenedAsWell() {
    let large = Int128(123_456_789_012_345_678) * 1_000_000_000
    #expect(
      shown([.decimal(large + 250_000_000, scale: 9), .decimal(-large, scale: 9)])
        == ["123456789012345678.25", "-123456789012345678.00"])
  }
}
