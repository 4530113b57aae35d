import FupanDiagnostics
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("有赞订单.csv", 12), ("，", 2), ("e\u{301}", 1), ("👨‍👩‍👧", 2), ("한글", 4), ("ﾊﾝｶｸ", 4),
    ("", 0),
  ])
  func countsTerminalColumns(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func padsToAWidth() {
    #expect(DisplayWidth.padded("列", to: 4) == "列  ")
    #expect(DisplayWidth.padded("abcdef", to: 4) == "abcdef")
  }
}
