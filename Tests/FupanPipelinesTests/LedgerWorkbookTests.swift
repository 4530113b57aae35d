import Foundation
import FupanDiagnostics
import FupanPipelines
import FupanTestSupport
import Testing

/// Ledgers that a team keeps in a workbook.
@Suite struct LedgerWorkbookTests {
  private func file(_ bytes: [UInt8]) throws -> String {
    let path = NSTemporaryDirectory() + "/fupan-" + UUID().uuidString + ".xlsx"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  @Test func problemsAndStoriesAreReadFromTheirSheets() throws {
    var book = TestWorkbook()
    book.sheets = [
      .init(
        "问题",
        rows: TestWorkbook.rows([
          ["四月"], ["编号", "现象", "类别", "次数", "为什么1", "期限", "状态", "备注"],
          ["P-01", "支付中断", "机", "2", "证书到期", "2026/5/1", "进行中", "自用"], ["P-02"],
          ["", "加购没有下单"],
        ])),
      .init("假设", rows: TestWorkbook.rows([["假设", "指标"], ["短信有效", "conversion"]])),
      .init(
        "STAR",
        rows: TestWorkbook.rows([
          ["情境", "任务", "行动", "结果", "指标"],
          ["客流回升", "拉新", "团长开团", "转化高", "conversion、revenue"],
        ])),
    ]
    let path = try file(book.bytes)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ledgers = try LedgerWorkbook.read(path)
    #expect(ledgers.issues.map(\.id) == ["P-01", "R5"])
    #expect(ledgers.issues[0].symptom == "支付中断")
    #expect(ledgers.issues[0].count == 2)
    #expect(ledgers.issues[0].whys == ["证书到期"])
    #expect(ledgers.issues[0].due != nil)
    #expect(ledgers.stories.map(\.metricRefs) == [["conversion", "revenue"]])
  }

  @Test func whatIsWrongIsToldWithItsCell() throws {
    var book = TestWorkbook()
    book.sheets = [
      .init(
        "问题",
        rows: TestWorkbook.rows([
          ["编号", "现象", "次数", "期限"], ["P-01", "支付中断", "三次", "下周"], ["P-02", "", "1"],
        ]))
    ]
    let path = try file(book.bytes)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      _ = try LedgerWorkbook.read(path)
      Issue.record("it was read")
    } catch {
      #expect(error.all.compactMap { $0.place?.cell } == ["问题!B3"])
    }
    book.sheets = [
      .init(
        "问题",
        rows: TestWorkbook.rows([["编号", "现象", "次数", "期限"], ["P-01", "支付中断", "三次", "下周"]]))
    ]
    try Data(book.bytes).write(to: URL(filePath: path))
    do {
      _ = try LedgerWorkbook.read(path)
      Issue.record("it was read")
    } catch {
      #expect(Set(error.all.compactMap { $0.place?.cell }) == ["问题!C2", "问题!D2"])
    }
  }
}
