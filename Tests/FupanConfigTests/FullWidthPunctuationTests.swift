import FupanConfig
import Testing

@Suite struct FullWidthPunctuationTests {
  @Test(arguments: [
    ("rows：5", "rows: 5"), ("渠道 ＝ ‘社群’", "渠道 = '社群'"), ("f（a，0）", "f(a,0)"),
  ])
  func isMendedOutsideQuotes(text: String, mended: String) {
    #expect(FullWidthPunctuation.first(in: text)?.mended == mended)
  }

  @Test func staysInsideQuotes() {
    #expect(FullWidthPunctuation.first(in: "a = '（1，2）'") == nil)
    #expect(FullWidthPunctuation.first(in: "'：' ：")?.utf8Offset == 6)
  }

  @Test func isNamedWhereASettingCannotBeRead() {
    MarkedDocument("{of: a, rows: ①（5）}").expect(Top.self, ["full_width_punctuation"])
    MarkedDocument("of: a\nrows①：5\n").expect(Top.self, ["full_width_punctuation"])
  }
}
