import FupanData
import Testing

struct DecimalTextTests {
  @Test func printsEveryDigit() {
    #expect(DecimalText.string(123_450, scale: 2) == "1234.50")
    #expect(DecimalText.string(-5, scale: 2) == "-0.05")
    #expect(DecimalText.string(0, scale: 3) == "0.000")
    #expect(DecimalText.string(7, scale: 0) == "7")
    let wide = DecimalText.powersOfTen[37] * 9 + 1
    #expect(DecimalText.string(wide, scale: 2) == "900000000000000000000000000000000000.01")
  }

  @Test func readsOnlyPlainDecimals() {
    #expect(DecimalText.parse("12.50".utf8)?.unscaled == 1250)
    #expect(DecimalText.parse("12.50".utf8)?.scale == 2)
    for text in ["", "-", ".", "1.", ".5", "1e3", "1,000", "+1", " 1", "1.2.3", "１"] {
      #expect(DecimalText.parse(text.utf8) == nil, "\(text)")
    }
  }

  @Test func printingAndReadingAreInverse() {
    for unscaled in stride(from: Int128(-99_999), through: 99_999, by: 7) {
      for scale in [0, 1, 2, 6] {
        let read = DecimalText.parse(DecimalText.string(unscaled, scale: scale).utf8)
        #expect(read?.unscaled == unscaled && read?.scale == scale)
      }
    }
  }

  @Test func halvesAreRoundedAwayFromZero() {
    #expect(DecimalText.rounded(2665, from: 3, to: 2) == 267)
    #expect(DecimalText.rounded(2675, from: 3, to: 2) == 268)
    #expect(DecimalText.rounded(125, from: 3, to: 2) == 13)
    #expect(DecimalText.rounded(-135, from: 3, to: 2) == -14)
    #expect(DecimalText.rounded(1004, from: 3, to: 2) == 100)
  }

  @Test func rescalingNeverLosesDigits() {
    #expect(DecimalText.rescaled(1250, from: 2, to: 1) == 125)
    #expect(DecimalText.rescaled(1255, from: 2, to: 1) == nil)
    #expect(DecimalText.rescaled(.max, from: 0, to: 1) == nil)
  }

  @Test func moneyAddsUpExactly() {
    let sum = Int128(5629) + Int128(2500)
    #expect(DecimalText.string(sum, scale: 2) == "81.29")
  }
}
