import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport
import Testing

/// What cells of a sheet are read as.
@Suite struct SheetTests {
  /// The rows below the header, and what is told of them.
  struct Found {
    var rows: [[String?]]
    var warnings: [Diagnostic]
    var rejections: [Rejection]
    var lines: [Int64]
  }

  static func read(
    _ book: TestWorkbook, sheet: SheetChoice = .only, columns: [String]? = nil,
    chunkBytes: Int = 1 << 20
  ) throws -> Found {
    try read(book.bytes, sheet: sheet, columns: columns, chunkBytes: chunkBytes)
  }

  static func read(
    _ bytes: [UInt8], sheet: SheetChoice = .only, columns: [String]? = nil,
    chunkBytes: Int = 1 << 20
  ) throws -> Found {
    let file = try TemporaryFile(bytes, suffix: ".xlsx")
    var options = ReadOptions()
    options.sheet = sheet
    let book = try WorkbookFile(file.path)
    let chosen = try book.sheets(sheet, options)
    var input = try PeekedInput(chosen[0], of: book)
    let names = try HeaderSniffer(options).layout(of: &input).layout.names.filter { !$0.isEmpty }
    var reader = try CSVReader(
      files: [file.path], options: options, columns: (columns ?? names).map { ScanColumn($0) },
      chunkBytes: chunkBytes)
    let all = try reader.all()
    return Found(
      rows: all.rows.map { $0.map { $0.text } },
      warnings: reader.warnings + reader.inputs.flatMap { $0.warnings },
      rejections: all.rejections, lines: all.lines)
  }

  /// One column `v` with these cells, from row 2 on.
  static func cells(_ cells: [String], _ change: (inout TestWorkbook) -> Void = { _ in }) throws
    -> [String?]
  {
    var book = TestWorkbook()
    book.rows =
      "<row><c t=\"inlineStr\"><is><t>n</t></is></c><c t=\"inlineStr\"><is><t>v</t></is></c></row>"
    for cell in cells { book.rows += "<row><c><v>1</v></c>\(cell)</row>" }
    change(&book)
    return try read(book, columns: ["v"]).rows.map { $0[0] }
  }

  static func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Problems)?.first.code }
    return nil
  }

  @Test func textStandsInThreeWays() throws {
    let found = try Self.cells(
      [
        "<c t=\"s\"><v>1</v></c>",
        "<c t=\"inlineStr\"><is><r><t>春</t></r><r><t> 日</t></r></is></c>",
        "<c t=\"str\"><f>A1&amp;\"x\"</f><v>a&lt;b</v></c>", "<c t=\"s\"><v>2</v></c>",
        "<c t=\"s\"/>",
        "<c/>", "",
      ]
    ) {
      $0.strings = [
        "<t>unused</t>",
        "<r><t>东</t></r><r><rPr/><t xml:space=\"preserve\"> 京 </t></r><rPh sb=\"0\" eb=\"1\"><t>トウ</t></rPh>",
        "<t/>",
      ]
    }
    #expect(found == ["东 京 ", "春 日", "a<b", nil, nil, nil, nil])
  }

  @Test func lineEndsQuotesAndEscapesInCellsStay() throws {
    let found = try Self.cells([
      "<c t=\"inlineStr\"><is><t>a&#10;b</t></is></c>",
      "<c t=\"inlineStr\"><is><t>a_x000D_&#10;b</t></is></c>",
      "<c t=\"inlineStr\"><is><t>\"q\", \"</t></is></c>",
      "<c t=\"inlineStr\"><is><t>=\"19\"</t></is></c>",
      "<c t=\"inlineStr\"><is><t>_x005F_x000D_ _x4E2D_ _x001E_ _xZZ</t></is></c>",
      "<c t=\"inlineStr\"><is><t>tab\there</t></is></c>",
    ])
    #expect(
      found == [
        "a\nb", "a\r\nb", "\"q\", \"", "=\"19\"", "_x000D_ 中 _x001E_ _xZZ", "tab\there",
      ])
  }

  @Test(arguments: [
    ("123", "123"), ("123.0", "123"), ("-0", "0"), ("0", "0"), ("1.50", "1.50"),
    ("0.10000000000000001", "0.1"), ("81.289999999999992", "81.29"), ("1E-3", "0.001"),
    ("1.5E3", "1500"), ("-1.25E-2", "-0.0125"), ("123456789012345", "123456789012345"),
    ("1930679858170647", "1.93067985817065E+15"), ("1.930679858170647E+15", "1.93067985817065E+15"),
    ("1000000000000000", "1E+15"), ("0.30000000000000004", "0.3"), ("1E-20", "1E-20"),
    ("13800138000", "13800138000"), (".5", "0.5"), ("007", "7"), ("", nil),
  ])
  func numbersHaveFifteenDigits(_ raw: String, _ text: String?) throws {
    #expect(try Self.cells(["<c><v>\(raw)</v></c>"]) == [text])
  }

  @Test(arguments: [
    (14, "45660", "2025-01-03"), (22, "45660.337002314816", "2025-01-03T08:05:17"),
    (14, "45660.5", "2025-01-03T12:00:00"), (21, "0.5", "12:00:00"),
    (45, "0.00092592592592592596", "00:01:20"),
    (46, "1.5", "36:00:00"), (31, "45660", "2025-01-03"), (57, "45660", "2025-01-03"),
    (14, "59", "1900-02-28"), (14, "60", "1900-02-29"), (14, "61", "1900-03-01"),
    (14, "1", "1900-01-01"),
    (14, "0", "0000-00-00"), (14, "-1", "-1"), (14, "2958466", "2958466"),
    (14, "2958465", "9999-12-31"),
    (10, "0.125", "12.5%"), (9, "0.06", "6%"), (10, "1", "100%"), (10, "-0.00125", "-0.125%"),
    (4, "1234.5", "1234.5"), (49, "5", "5"), (14, "45660.999999999999", "2025-01-04"),
    (22, "45660.99999999", "2025-01-03T23:59:59.999"),
  ])
  func builtInFormatsMakeDaysAndPercentages(_ format: Int, _ raw: String, _ text: String) throws {
    let found = try Self.cells(["<c s=\"1\"><v>\(raw)</v></c>"]) { $0.formats = [.builtIn(format)] }
    #expect(found == [text])
  }

  @Test(arguments: [
    ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "2025-01-03T12:00:00"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2025-01-03T12:00:00"),
    ("mmm-yy", "2025-01-03T12:00:00"),
    ("[h]:mm", "1095852:00:00"), ("0.0%", "4566050%"), ("#,##0.00&quot;days&quot;", "45660.5"),
    ("[Red]0.00", "45660.5"), ("0.00E+00", "45660.5"), ("General", "45660.5"),
    ("[$¥-804]#,##0.00", "45660.5"), ("0_d;[Red]-0", "45660.5"), ("@", "45660.5"),
  ])
  func formatCodesAreReadForTheirLetters(_ code: String, _ text: String) throws {
    let found = try Self.cells(["<c s=\"1\"><v>45660.5</v></c>"]) { $0.formats = [.code(code)] }
    #expect(found == [text])
  }

  @Test func daysMayCountFrom1904() throws {
    let found = try Self.cells(["<c s=\"1\"><v>0</v></c>", "<c s=\"1\"><v>44198</v></c>"]) {
      $0.formats = [.builtIn(14)]
      $0.is1904 = true
    }
    #expect(found == ["1904-01-01", "2025-01-03"])
  }

  @Test func truthValuesAndDaysOfTheirOwnType() throws {
    let found = try Self.cells([
      "<c t=\"b\"><v>1</v></c>", "<c t=\"b\"><v>0</v></c>",
      "<c t=\"d\"><v>2025-01-03T08:05:00</v></c>",
    ])
    #expect(found == ["TRUE", "FALSE", "2025-01-03T08:05:00"])
  }

  @Test func errorCellsAreMissingAndCounted() throws {
    var book = TestWorkbook()
    book.rows =
      TestWorkbook.rows([["a", "b"]])
      + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"
      + "<row r=\"4\"><c r=\"A4\" t=\"e\"><v>#N/A</v></c><c r=\"B4\"><v>2</v></c></row>"
    let found = try Self.read(book)
    #expect(found.rows == [["1", nil], [nil, "2"]])
    #expect(found.lines == [2, 4])
    let warning = try #require(found.warnings.first)
    #expect(warning.code == "cells_with_errors")
    #expect(warning.place?.cell == "Sheet1!B2")
    #expect(warning.message.text(in: .english, with: warning.facts).contains("2 cells"))
  }

  @Test func aFormulaWithoutAResultEndsTheRun() throws {
    var book = TestWorkbook()
    book.rows =
      TestWorkbook.rows([["a", "b"]]) + "<row r=\"2\"><c r=\"B2\"><f>SUM(1,2)</f></c></row>"
    do {
      _ = try Self.read(book)
      Issue.record("it was read")
    } catch let problems as Problems {
      #expect(problems.first.code == "formula_without_value")
      #expect(problems.first.place?.description.hasSuffix(".xlsx:Sheet1!B2") == true)
    }
  }

  @Test func namesMayHavePrefixesAndReferencesMayBeAbsent() throws {
    var book = TestWorkbook()
    book.replaced["xl/worksheets/sheet1.xml"] = """
      <x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>
      <x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>
      <x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>
      <x:row r="5"><x:c r="B5"><x:v>3</x:v></x:c></x:row>
      </x:sheetData></x:worksheet>
      """
    let found = try Self.read(book)
    #expect(found.rows == [["1", "2"], [nil, "3"]])
    #expect(found.lines == [2, 5])
  }

  @Test func targetsMayStartAtTheRoot() throws {
    var book = TestWorkbook()
    book.rows = TestWorkbook.rows([["a"], ["1"]])
    book.replaced["_rels/.rels"] = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/workbook.xml"/>
      </Relationships>
      """
    book.replaced["xl/_rels/workbook.xml.rels"] = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="s1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/../worksheets/sheet1.xml"/>
      </Relationships>
      """
    #expect(try Self.read(book).rows == [["1"]])
  }

  @Test func aRowBeyondTheHeaderIsRejectedWithItsCell() throws {
    var book = TestWorkbook()
    book.rows = TestWorkbook.rows([["a", "b"], ["1", "2", "", "note"], ["3"]])
    let found = try Self.read(book)
    #expect(found.rows == [["3", nil]])
    let rejected = try #require(found.rejections.first)
    #expect(rejected.diagnostic.code == "too_many_fields")
    #expect(rejected.diagnostic.place?.cell == "Sheet1!D2")
  }

  @Test func mergedCellsInTheDataAreTold() throws {
    var book = TestWorkbook()
    book.rows = TestWorkbook.rows([["a", "b"], ["x", "1"], ["", "2"]])
    book.afterRows = "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>"
    let found = try Self.read(book)
    #expect(found.rows == [["x", "1"], [nil, "2"]])
    #expect(found.warnings.map(\.code) == ["merged_data_cells"])
    #expect(found.warnings.first?.place?.cell == "Sheet1!A2")
  }

  @Test func sheetsAreChosenByNameNumberAndPattern() throws {
    var book = TestWorkbook()
    book.sheets = [
      .init("说明", rows: TestWorkbook.rows([["t"], ["0"]])),
      .init("旧", rows: TestWorkbook.rows([["a"], ["9"]]), state: "hidden"),
      .init("2026-04", rows: TestWorkbook.rows([["a"], ["1"]])),
      .init("2026-05", rows: TestWorkbook.rows([["a"], ["2"]])),
      .init("空", rows: ""),
    ]
    #expect(try Self.read(book, sheet: .name("旧")).rows == [["9"]])
    #expect(try Self.read(book, sheet: .number(2)).rows == [["1"]])
    #expect(try Self.read(book, sheet: .pattern("2026-*")).rows == [["1"], ["2"]])
    #expect(Self.code { _ = try Self.read(book, sheet: .name("2026-06")) } == "missing_sheet")
    #expect(Self.code { _ = try Self.read(book, sheet: .number(5)) } == "missing_sheet")
    #expect(Self.code { _ = try Self.read(book) } == "sheet_not_said")
    book.sheets = [.init("a", rows: ""), .init("b", rows: TestWorkbook.rows([["a"], ["1"]]))]
    #expect(try Self.read(book).rows == [["1"]])
  }

  @Test func chunksOfAnySizeGiveTheSame() throws {
    var book = TestWorkbook()
    book.rows = TestWorkbook.rows(
      [["a", "b"]] + (1...200).map { ["行 \($0)", $0 % 3 == 0 ? "" : "x&#10;\($0)"] })
    let whole = try Self.read(book)
    #expect(whole.rows.count == 200)
    for size in [1, 2, 3, 7, 64, 4096] {
      let found = try Self.read(book, chunkBytes: size)
      #expect(found.rows == whole.rows)
      #expect(found.lines == whole.lines)
    }
  }
}
