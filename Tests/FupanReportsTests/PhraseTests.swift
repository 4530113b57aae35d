import Testing

@testable import FupanReports

@Suite struct PhraseTests {
  private func places(_ text: String) -> [String] {
    text.matches(of: /\{([a-z_]+)\}/).map { String($0.output.1) }.sorted()
  }

  private func hasHan(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  @Test("every phrase is said in both languages, with the same places", arguments: Phrase.allCases)
  func translated(phrase: Phrase) {
    let chinese = phrase.text(in: .simplifiedChinese)
    let english = phrase.text(in: .english)
    #expect(hasHan(chinese) && !hasHan(english) && !english.isEmpty)
    #expect(places(chinese) == places(english))
  }

  @Test("a filled phrase keeps its values typed")
  func sentence() {
    let text = ReportText(.simplifiedChinese)
    #expect(
      text.sentence(.verdictPartlyMet, ["met": 4, "total": 6]).spans == [
        .words("部分达成："), .value(6, receipt: nil), .words(" 项目标中达成 "), .value(4, receipt: nil),
        .words(" 项。"),
      ])
    #expect(text(.sectionMissing, ["inputs": "{inputs}"]) == "这一节需要输入：{inputs}。")
  }

  @Test("text is cut and measured by the columns it takes")
  func columns() {
    #expect("复盘ab".displayWidth == 6)
    #expect("复盘报告模板".shortened(to: 7) == "复盘报…")
    #expect("ab".shortened(to: 2) == "ab")
    #expect("a\u{202E}b\u{0}\u{2028}c\td".neutral == "a\u{FFFD}b\u{FFFD} c\td")
  }
}
