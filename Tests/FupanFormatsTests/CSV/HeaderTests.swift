import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// How the header is found and its names are matched.
@Suite struct HeaderTests {
  static func rows(
    _ text: String, _ columns: [ScanColumn], headerNames: [String] = []
  ) throws -> [[Value]] {
    let file = try TemporaryFile(text)
    var options = ReadOptions()
    options.headerNames = headerNames
    var reader = try CSVReader(files: [file.path], options: options, columns: columns)
    let all = try reader.all()
    #expect(all.account.isClosed)
    #expect(all.rejected.isEmpty)
    return all.rows
  }

  static func problem(_ body: () throws -> Void) -> Diagnostic? {
    do { try body() } catch { return (error as? Problems)?.first }
    return nil
  }

  /// A short look finds what a long one would, or nothing: then the header may be further on.
  @Test func aHeaderFurtherOnIsNotNear() throws {
    func look(_ text: String) throws -> (near: Int64?, line: Int64?) {
      let file = try TemporaryFile(text)
      var options = ReadOptions()
      options.headerNames = ["id"]
      var input = try PeekedInput(file.path)
      let sniffer = HeaderSniffer(options)
      let near = sniffer.layout(of: &input, within: 20)?.headerLine
      return (near, try? sniffer.layout(of: &input).layout.headerLine)
    }
    let above = (1...25).map { "note \($0),x\n" }
    #expect(try look(above.prefix(19).joined() + "id,a\n1,2\n") == (20, 20))
    #expect(try look(above.joined() + "id,a\n1,2\n") == (nil, 26))
    #expect(try look(above.joined()) == (nil, nil))
    // A header of one column may be one cut by another delimiter.
    #expect(try look("id\n1\n") == (nil, 1))
  }

  @Test func aMarkBeforeAQuotedHeaderIsNoPartOfIt() throws {
    #expect(try Self.rows("\u{FEFF}\"id\",\"a\"\n1,2\n", [ScanColumn("id")]) == [["1"]])
  }

  @Test func aSeparatorLineSaysTheDelimiter() throws {
    #expect(try Self.rows("sep=;\r\nid;a\r\n1;2,5\r\n", [ScanColumn("a")]) == [["2,5"]])
  }

  @Test func namesMatchAfterNormalisationAndTrimming() throws {
    let columns = [
      ScanColumn("rate", headers: ["点击率(%)"]), ScanColumn("address", headers: ["收货地址"]),
      ScanColumn("topic", headers: ["题目"]),
    ]
    #expect(try Self.rows("点击率（％）,收货地址 \u{A0},题⽬\n1,2,3\n", columns) == [["1", "2", "3"]])
  }

  @Test func theFirstHeaderFoundOfSeveralWins() throws {
    let columns = [
      ScanColumn("a", headers: ["甲", "乙"]), ScanColumn("b", headers: ["丙"], isOptional: true),
    ]
    #expect(try Self.rows("乙,x\n1,2\n", columns) == [["1", .missing]])
  }

  @Test func duplicatesAreReachedByTheirPositionOrTheirNumber() throws {
    let columns = [
      ScanColumn("first", headers: ["分销员"]), ScanColumn("second", headers: ["分销员"], occurrence: 2),
      ScanColumn("again", headers: ["分销员#2"]),
    ]
    #expect(try Self.rows("分销员,分销员\n1,2\n", columns) == [["1", "2", "2"]])
  }

  @Test func aPreambleWithStrayQuotesIsPassedOver() throws {
    let text = "微信支付\"账单\"\n\"起始 [x]\"y,,\n----,,\n\n交易时间,金额(元)\n2026-04-10,5\n"
    let columns = [ScanColumn("amount", headers: ["金额(元)"])]
    #expect(try Self.rows(text, columns, headerNames: ["交易时间", "金额（元）"]) == [["5"]])
  }

  @Test func aHeaderThatIsNotThereNamesTheNearestLine() throws {
    let found = Self.problem {
      _ = try Self.rows("x\n订单号,金额\n1,2\n", [], headerNames: ["订单编号", "金额"])
    }
    #expect(found?.code == "header_not_found")
    #expect(found?.message.exit == .dataRefused)
    #expect(found?.place?.line == 2)
    #expect(found?.facts.contains(Fact("nearest", .list(["订单号", "金额"]))) == true)
  }

  @Test func missingColumnsAreAllNamedWithTheNearestHeader() throws {
    let file = try TemporaryFile("订单编号,region\n1,2\n")
    var all: [Diagnostic] = []
    do {
      _ = try CSVReader(
        files: [file.path], options: ReadOptions(),
        columns: [ScanColumn("a", headers: ["regoin"]), ScanColumn("b", headers: ["订单号"])])
    } catch { all = error.all }
    #expect(all.map { $0.code } == ["missing_column", "missing_column"])
    #expect(all.map { $0.message.exit } == [.dataRefused, .dataRefused])
    #expect(all.first?.facts.contains(Fact("suggestion", .suggestion("region"))) == true)
    #expect(all.first?.facts.contains(Fact("headers", .list(["订单编号", "region"]))) == true)
    #expect(all.first?.facts.contains(Fact("wanted", .list(["regoin", "订单号"]))) == true)
  }

  @Test(arguments: [
    ("", "empty_input"), ("\n\n", "header_not_found"), ("\u{FEFF}", "header_not_found"),
  ])
  func aFileWithoutAHeaderIsRefused(_ text: String, _ code: String) {
    #expect(Self.problem { _ = try Self.rows(text, [ScanColumn("a")]) }?.code == code)
  }

  @Test func aHeaderWithoutEndIsRefused() throws {
    let file = try TemporaryFile(String(repeating: "x", count: 5 << 20))
    var options = ReadOptions()
    options.maxRecordBytes = 1 << 20
    let found = Self.problem {
      _ = try CSVReader(files: [file.path], options: options, columns: [])
    }
    #expect(found?.code == "field_too_long")
  }

  @Test func aHeaderAloneGivesNoRows() throws {
    #expect(try Self.rows("a", [ScanColumn("a")]) == [])
    #expect(try Self.rows("a\n", [ScanColumn("a")]) == [])
  }

  @Test func nullTokensAreThoseOfTheFileAndOfTheColumn() throws {
    let file = try TemporaryFile("a,b\n——,——\n-,-\n\"\",\"\"\n,\n无,无\n")
    var options = ReadOptions()
    options.nullTokens = ["——", "\"\""]
    var reader = try CSVReader(
      files: [file.path], options: options,
      columns: [ScanColumn("a"), ScanColumn("b", nullTokens: ["-"])])
    #expect(
      try reader.all().rows == [
        [.missing, .missing], ["-", .missing], [.missing, .missing], [.missing, .missing],
        ["无", "无"],
      ])
  }

  @Test func totalRowsAreToldInAnyWidthAndWithSpaces() throws {
    let file = try TemporaryFile("a,b\n1,2\n, 合　计 \n Total,3,\ntotals,4\n合计\n")
    var options = ReadOptions()
    options.totals = .checked
    var reader = try CSVReader(
      files: [file.path], options: options, columns: [ScanColumn("b")])
    let all = try reader.all()
    #expect(all.rows == [["2"]])
    #expect(all.totals.map { $0.line } == [3, 4, 5, 6])
    #expect(all.totals.map { $0.cells } == [[" 合　计 "], ["3"], ["4"], [nil]])
    #expect(all.totals.map { $0.label } == ["合 计", "Total", "totals", "合计"])
    #expect(all.account.totals == 4 && all.account.isClosed)
  }
}
