import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport
import Synchronization
import Testing

/// Rows as a sheet of typed cells.
@Suite struct XLSXWriterTests {
  private func written(
    _ fields: [Field], _ rows: [[Value]], _ options: WriteOptions = WriteOptions()
  ) throws -> WorkbookContents {
    let bytes = Bytes()
    let table = Table(Schema(fields), rows: rows)
    var writer = try XLSXWriter(table.schema, to: bytes, sheet: "订单", options: options)
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
    return try WorkbookContents(bytes.written)
  }

  /// What is written, to be looked at afterwards.
  private final class Bytes: ByteSink {
    private let bytes = Mutex<[UInt8]>([])
    var written: [UInt8] { bytes.withLock { $0 } }
    func write(_ more: [UInt8]) throws(Problems) { bytes.withLock { $0 += more } }
    func finish() throws(Problems) {}
  }

  @Test func everyTypeIsACellOfItsOwnFormat() throws {
    let book = try written(
      [
        Field("订单号", .text), Field("实付", .decimal(scale: 2), unit: Unit("CNY")),
        Field("占比", .decimal(scale: 6), unit: .ratio),
        Field("时长", .decimal(scale: 3), unit: .seconds),
        Field("件数", .integer), Field("下单日", .date), Field("付款时间", .timestamp),
        Field("新客", .bool), Field("标签", .list), Field("均价", .number),
      ],
      [
        [
          .text("1930679858170647"), .decimal(123_450, scale: 2), .decimal(26_800, scale: 6),
          .decimal(80_000, scale: 3), .integer(2026), .date(20_544),
          .timestamp(1_775_001_600_000_000), .bool(true), .list(["甲", "乙"]), .number(0.1),
        ],
        Array(repeating: .missing, count: 10),
      ], WriteOptions(zone: TimeZoneRules(identifier: "Asia/Shanghai")))
    let cells = book.cells()
    #expect(book.sheets == ["订单"])
    #expect(cells["A1"] == .init("s", "订单号"))
    #expect(cells["A2"] == .init("s", "1930679858170647"))
    #expect(cells["B2"] == .init("n", "1234.5", "\"¥\"#,##0.00"))
    #expect(cells["C2"] == .init("n", "0.0268", "0.00%"))
    #expect(cells["D2"] == .init("n", "80", "#,##0.000"))
    // A number of which nothing is known might be a year.
    #expect(cells["E2"] == .init("n", "2026", "0"))
    #expect(cells["F2"] == .init("n", "46113", "yyyy-mm-dd"))
    // 2026-04-01T00:00:00Z is eight in the morning in Shanghai.
    #expect(cells["G2"]?.format == "yyyy-mm-dd hh:mm:ss")
    let hours = cells["G2"].flatMap { Double($0.value) }.map { $0 * 24 - 46_113 * 24 } ?? 0
    #expect(abs(hours - 8) < 1e-6)
    #expect(cells["H2"] == .init("b", "1"))
    #expect(cells["I2"] == .init("s", "甲、乙"))
    #expect(cells["J2"] == .init("n", "0.1"))
    #expect(!cells.keys.contains { $0.hasSuffix("3") })
  }

  @Test func theHeadStaysInSightAndFilters() throws {
    let source = try written([Field("a", .text), Field("b", .text)], [[.text("x"), .missing]])
      .source()
    #expect(source.contains(#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft""#))
    #expect(source.contains(#"<autoFilter ref="A1:B2"/>"#))
  }

  @Test func noRowsAreAHeadAlone() throws {
    let book = try written([Field("a", .text)], [])
    #expect(book.cells() == ["A1": .init("s", "a")])
  }

  @Test func aTextThatNoCellTakesIsRefusedWithItsColumn() throws {
    let problems = #expect(throws: Problems.self) {
      try written([Field("备注", .text)], [[.text(String(repeating: "长", count: 32_768))]])
    }
    #expect(problems?.first.code == "cell_too_long")
    #expect(
      problems?.first.message.text(in: .english, with: problems?.first.facts ?? [])
        == "'备注' of row 1 is longer than the 32767 characters that a cell takes")
  }
}
