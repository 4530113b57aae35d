import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Glibc
import Testing

/// What is written.
@Suite struct WriterTests {
  static let schema = Schema([
    Field("名称", .text), Field("n", .integer), Field("money", .decimal(scale: 2)),
    Field("day", .date), Field("at", .timestamp), Field("tags", .list), Field("ok", .bool),
  ])

  static let batch = Batch(
    schema,
    [
      Column(.text, ["a,b", "", .missing, "=1+1", "两\n行\"引\""]),
      Column(.integer, [.integer(-5), .integer(0), .missing, .integer(.max), .integer(.min)]),
      Column(
        .decimal(scale: 2), [123450, -5, 0, 7, 100].map { Value.decimal($0, scale: 2) }),
      Column(.date, [.date(0), .missing, .date(20_553), .date(-1), .date(1)]),
      Column(
        .timestamp, [.timestamp(250_000), .missing, .timestamp(0), .timestamp(1), .timestamp(2)]),
      Column(.list, [.list(["价格", "a\"b"]), .list([]), .missing, .list(["x"]), .missing]),
      Column(.bool, [.bool(true), .bool(false), .missing, .missing, .missing]),
    ], count: 5)

  static func text(_ sink: any ByteSink) -> String {
    String(decoding: (sink as? MemorySink)?.bytes ?? [], as: UTF8.self)
  }

  @Test func machinesGetQuotesOnlyWhereTheyMustBe() throws {
    var writer = CSVWriter(Self.schema, to: MemorySink())
    try writer.write(Self.batch)
    try writer.finish()
    #expect(
      Self.text(writer.sink) == """
        名称,n,money,day,at,tags,ok
        "a,b",-5,1234.50,1970-01-01,1970-01-01T00:00:00.250Z,"[""价格"",""a\\""b""]",true
        "",0,-0.05,,,[],false
        ,,0.00,2026-04-10,1970-01-01T00:00:00Z,,
        =1+1,9223372036854775807,0.07,1969-12-31,1970-01-01T00:00:00.000001Z,"[""x""]",
        "两
        行""引""\",-9223372036854775808,1.00,1970-01-02,1970-01-01T00:00:00.000002Z,,

        """)
  }

  @Test func whatIsWrittenIsReadBackTheSame() throws {
    var random = TestRandom(seed: 5)
    let alphabet = ["a", ",", "\"", "\n", "\r", "=", "中", " ", "'", "\u{0}"]
    var texts: [Value] = []
    for _ in 0..<300 {
      let cell = (0..<random.below(6)).map { _ in alphabet[random.below(alphabet.count)] }.joined()
      texts.append(random.below(8) == 0 ? .missing : .text(cell))
    }
    let schema = Schema([Field("a", .text), Field("b", .text)])
    let numbered = texts.indices.map { Value.text("\($0)") }
    let batch = Batch(
      schema, [Column(.text, texts), Column(.text, numbered)], count: texts.count)
    var writer = CSVWriter(schema, to: MemorySink())
    try writer.write(batch)
    try writer.finish()
    let file = try TemporaryFile(Self.text(writer.sink))
    var reader = try CSVReader(
      files: [file.path], options: ReadOptions(), columns: [ScanColumn("a"), ScanColumn("b")],
      chunkBytes: 50)
    let all = try reader.all()
    #expect(all.rejected.isEmpty)
    #expect(all.rows.map { $0[0] } == texts)
  }

  @Test func peopleGetAMarkAndAGuardBeforeFormulas() throws {
    let schema = Schema([Field("@x", .text), Field("n", .integer)])
    let cells = ["=1", "+1", "-1", "@a", "\tx", " =1", "＝1", "a=1", "1", "\u{3000}+1", ""]
    let batch = Batch(
      schema,
      [
        Column(.text, cells.map { .text($0) }),
        Column(.integer, cells.map { _ in .integer(-3) }),
      ], count: cells.count)
    var writer = CSVWriter(
      schema, to: MemorySink(), options: WriteOptions(isForSpreadsheets: true))
    try writer.write(batch)
    try writer.finish()
    let text = Self.text(writer.sink)
    #expect(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    // Compared by bytes: in Swift CRLF is one character.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(
      lines == [
        "\u{FEFF}'@x,n\r", "'=1,-3\r", "'+1,-3\r", "'-1,-3\r", "'@a,-3\r", "'\tx,-3\r",
        "' =1,-3\r", "'＝1,-3\r", "a=1,-3\r", "1,-3\r", "'\u{3000}+1,-3\r", "\"\",-3\r",
      ])
    #expect(writer.guardedCells == 9)
  }

  @Test func peopleReadInstantsAsCivilTimesOfTheirZone() throws {
    let schema = Schema([Field("at", .timestamp), Field("n", .integer)])
    let instant = try #require(InstantText.parse("2026-04-10T00:05:00Z".utf8))
    let batch = Batch(
      schema, [Column(.timestamp, [.timestamp(instant)]), Column(.integer, [.integer(1)])],
      count: 1)
    let zone = try #require(TimeZoneRules(identifier: "Asia/Shanghai"))
    var writer = CSVWriter(
      schema, to: MemorySink(), options: WriteOptions(isForSpreadsheets: true, zone: zone))
    try writer.write(batch)
    #expect(Self.text(writer.sink).hasSuffix("\r\n2026-04-10 08:05:00,1\r\n"))
  }

  @Test func aSingleMissingValueIsStillARow() throws {
    let schema = Schema([Field("a", .text)])
    var writer = CSVWriter(schema, to: MemorySink())
    try writer.write(Batch(schema, [Column(.text, ["x", .missing])], count: 2))
    try writer.finish()
    #expect(Self.text(writer.sink) == "a\nx\n\"\"\n")
  }

  @Test func jsonLinesKeepEveryDigit() throws {
    var writer = JSONRowsWriter(Self.schema, to: MemorySink(), as: .lines)
    try writer.write(Self.batch.slice(0..<3))
    try writer.finish()
    #expect(
      Self.text(writer.sink) == """
        {"名称":"a,b","n":-5,"money":1234.50,"day":"1970-01-01","at":"1970-01-01T00:00:00.250Z","tags":["价格","a\\"b"],"ok":true}
        {"名称":"","n":0,"money":-0.05,"day":null,"at":null,"tags":[],"ok":false}
        {"名称":null,"n":null,"money":0.00,"day":"2026-04-10","at":"1970-01-01T00:00:00Z","tags":null,"ok":null}

        """)
  }

  @Test func anArrayHoldsTheObjectsOfTheLines() throws {
    var lines = JSONRowsWriter(Self.schema, to: MemorySink(), as: .lines)
    var array = JSONRowsWriter(Self.schema, to: MemorySink(), as: .array)
    for _ in 1...2 {
      try lines.write(Self.batch)
      try array.write(Self.batch)
    }
    try lines.finish()
    try array.finish()
    let objects = Self.text(lines.sink).split(separator: "\n")
    #expect(Self.text(array.sink) == "[\n" + objects.joined(separator: ",\n") + "\n]\n")
    var none = JSONRowsWriter(Self.schema, to: MemorySink(), as: .array)
    try none.finish()
    #expect(Self.text(none.sink) == "[]\n")
  }

  @Test func markdownTakesNoMarkupFromData() throws {
    let schema = Schema([Field("评论", .text), Field("n", .integer)])
    var writer = MarkdownWriter(schema, to: MemorySink())
    let cells: [Value] = ["<img src=x onerror=1>", "a|b\n[c](javascript:d)", .missing]
    try writer.write(
      Batch(
        schema, [Column(.text, cells), Column(.integer, [.integer(1), .integer(2), .missing])],
        count: 3))
    try writer.finish()
    #expect(
      Self.text(writer.sink) == """
        | 评论 | n |
        | --- | ---: |
        | &lt;img src=x onerror=1&gt; | 1 |
        | a\\|b \\[c\\](javascript:d) | 2 |
        |  |  |

        """)
  }

  @Test func rejectsAreOrderedByFileAndLineAndShowTheValue() throws {
    func rejection(_ file: Int32, _ line: Int64, _ value: [UInt8]) -> Rejection {
      Rejection(
        Diagnostic(.tooManyDigits, ["scale": 2]), file: file, line: line, column: "paid",
        stage: "parse", value: value)
    }
    let sink = try RejectsWriter.write(
      [
        rejection(1, 3, Array("1.234".utf8)), rejection(0, 9, [0x61, 0xFF]),
        rejection(0, 2, Array("x,y".utf8)),
      ], files: ["a.csv", "b.csv"], language: .english,
      to: MemorySink())
    #expect(
      Self.text(sink) == """
        file,line,column,code,message,stage,value
        a.csv,2,paid,too_many_digits,this has more than 2 digits after the point,parse,"x,y"
        a.csv,9,paid,too_many_digits,this has more than 2 digits after the point,parse,a\u{FFFD}
        b.csv,3,paid,too_many_digits,this has more than 2 digits after the point,parse,1.234

        """)
  }
}
