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

  /// What is read eight bytes at a time is what is read byte by byte; nothing else is read at all.
  @Test func shortTextsAreReadAsLongOnes() {
    var texts: [String] = ["", "-", ".", "1.", ".5", "1..2", "1.2.3", "-1", "+1", " 1", "1 ", "１"]
    for number in stride(from: 0, through: 99_999_999, by: 7919) {
      let digits = String(number)
      texts.append(digits)
      for place in 0...digits.count {
        texts.append(String(digits.prefix(place)) + "." + String(digits.dropFirst(place)))
        texts.append(String(digits.prefix(place)) + ":" + String(digits.dropFirst(place)))
      }
    }
    for text in texts {
      for scale in [0, 2, 5, 18] {
        let read = Array(text.utf8).withUnsafeBufferPointer { bytes in
          bytes.baseAddress.flatMap { DecimalText.plain($0, bytes.count, scale: scale) }
        }
        let expected = DecimalText.parse(text.utf8).flatMap {
          DecimalText.rescaled($0.unscaled, from: $0.scale, to: scale)
        }
        let isWide = scale - (DecimalText.parse(text.utf8)?.scale ?? 0) + text.utf8.count > 18
        if let read {
          #expect(expected == Int128(read), "\(text) at \(scale)")
        } else if expected != nil {
          let written = DecimalText.parse(text.utf8)?.scale ?? 0
          #expect(isWide || written > scale, "\(text) at \(scale)")
        }
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
