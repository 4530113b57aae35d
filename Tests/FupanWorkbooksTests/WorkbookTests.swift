import FupanTestSupport
import FupanWorkbooks
import Testing

/// Workbooks as spreadsheets will read them.
@Suite struct WorkbookTests {
  private func written(_ cells: [WorkbookCell]) throws -> WorkbookContents {
    var book = try Workbook()
    let sheet = try book.addSheet("x")
    for (row, cell) in cells.enumerated() { try book.write(cell, sheet, row: row, column: 0) }
    return try WorkbookContents(try book.finish())
  }

  @Test(arguments: [
    "=1+1", "+8613900000000", "@x", "http://example.org", "mailto:a@example.org", "001", "1e5",
    "1930679858170647", " 两\n行 ", "<b>&\"", "_x0041_", "春日🎉",
  ])
  func textStaysText(_ text: String) throws {
    let book = try written([.text(text)])
    let expected = text == "_x0041_" ? "_x005F_x0041_" : text
    #expect(book.cells()["A1"] == .init("s", expected))
    #expect(!book.source().contains("<f>") && !book.source().contains("hyperlink"))
  }

  @Test(arguments: [true, false])
  func choicesMayRefuseOtherWords(refusing: Bool) throws {
    var book = try Workbook()
    let sheet = try book.addSheet("x")
    try book.addChoices(["保留", "放弃"], sheet, rows: 1...9, column: 2, refusingOthers: refusing)
    let source = try WorkbookContents(try book.finish()).source()
    #expect(source.contains("sqref=\"C2:C10\""))
    #expect(source.contains("<formula1>\"保留,放弃\"</formula1>"))
    #expect(source.contains("showErrorMessage=\"1\"") == refusing)
  }

  @Test func aZeroByteCutsNothing() throws {
    #expect(try written([.text("a\0b")]).cells()["A1"] == .init("s", "a\u{FFFD}b"))
  }

  @Test func numbersKeepFifteenDigitsAndAreTextBeyond() throws {
    let cells = try written([
      .exact(123_456_789_012_345, scale: 2), .exact(-995, scale: 2),
      .exact(1_234_567_890_123_456, scale: 2), .exact(1_930_679_858_170_647, scale: 0),
      .exact(1_000_000_000_000_000_000, scale: 9),
    ]).cells()
    #expect(cells["A1"] == .init("n", "1234567890123.45"))
    #expect(cells["A2"].map { Double($0.value) } == -9.95)
    #expect(cells["A3"] == .init("s", "12345678901234.56"))
    #expect(cells["A4"] == .init("s", "1930679858170647"))
    #expect(cells["A5"] == .init("n", "1000000000"))
  }

  @Test func daysBeforeMarch1900AreText() throws {
    let cells = try written([
      .day(-25_508), .day(-25_509), .day(20_544), .time(1_775_030_400_000_000),
      .time(-3_000_000_000_000_000),
    ]).cells()
    // 1900-03-01 is day 61 to a spreadsheet, which takes 1900 for a leap year.
    #expect(cells["A1"] == .init("n", "61"))
    #expect(cells["A2"] == .init("s", "1900-02-28"))
    #expect(cells["A3"] == .init("n", "46113"))
    #expect(cells["A4"] == .init("n", "46113.33333333333"))
    #expect(cells["A5"] == .init("s", "1874-12-07T18:40:00"))
  }

  @Test func namesOfSheetsAreMadeFitAndUnique() throws {
    var book = try Workbook()
    let long = String(repeating: "很", count: 40)
    for name in ["a/b", "A_B", "", "'q'", long, long] { _ = try book.addSheet(name) }
    let cut = String(repeating: "很", count: 31)
    let cutAgain = String(repeating: "很", count: 27) + " (2)"
    #expect(
      try WorkbookContents(try book.finish()).sheets
        == ["a_b", "A_B (2)", "_", "_q_", cut, cutAgain])
    #expect(Workbook.isSheetName("四月") && !Workbook.isSheetName("a/b"))
    #expect(!Workbook.isSheetName("") && !Workbook.isSheetName(long))
  }

  @Test func columnsAreAsWideAsTheirTextAndHanziCountTwice() throws {
    var book = try Workbook()
    let sheet = try book.addSheet("x")
    try book.write(.text("abcdefgh"), sheet, row: 0, column: 0)
    try book.write(.text("春日焕新满减"), sheet, row: 0, column: 1)
    try book.write(.text(String(repeating: "长", count: 99)), sheet, row: 0, column: 2)
    try book.write(.text("a long title"), sheet, row: 1, column: 3, fitsWidth: false)
    let source = try WorkbookContents(try book.finish()).source()
    // A spreadsheet adds five pixels, 0.7109375 of a letter.
    for (column, width) in [(1, 10), (2, 14), (3, 62), (4, 8)] {
      #expect(source.contains(#"<col min="\#(column)" max="\#(column)" width="\#(width).7109375""#))
    }
  }

  @Test func theSameCellsGiveTheSameBytes() async throws {
    func bytes() throws -> [UInt8] {
      var book = try Workbook()
      let sheet = try book.addSheet("x")
      try book.write(.text("a"), sheet, row: 0, column: 0, .head)
      try book.write(.number(0.5), sheet, row: 1, column: 0, .init(numberFormat: "0%"))
      return try book.finish()
    }
    let first = try bytes()
    // The clock of a zip file goes in steps of two seconds.
    try await Task.sleep(for: .milliseconds(2_100))
    #expect(try bytes() == first)
  }
}
