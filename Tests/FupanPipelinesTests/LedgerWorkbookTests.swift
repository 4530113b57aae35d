import Foundation
import FupanDiagnostics
import FupanPipelines
import FupanTestSupport
import Testing

/// Ledgers that a team keeps in a workbook.
@Suite struct LedgerWorkbookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ bytes: [UInt8]) throws -> String {
    try folder.write(bytes, to: "book.xlsx").path
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
      .init(
        "假设",
        rows: TestWorkbook.rows([
          ["假设", "指标", "结果", "去留"], ["短信有效", "转化率", "高了一成", "保留"], ["拼团有效"],
        ])),
      .init(
        "分工",
        rows: TestWorkbook.rows([
          ["环节", "计划开始", "计划结束", "实际开始", "实际结束", "负责人"],
          ["签到", "2026/4/14 9：00", "2026-04-14T09:30:00", "2026-04-14 9:05", "", "小夏"],
        ])),
      .init("排班", rows: TestWorkbook.rows([["谁", "哪天"], ["小夏", "周一"]])),
      .init(
        "STAR",
        rows: TestWorkbook.rows([
          ["情境", "任务", "行动", "结果", "指标"],
          ["客流回升", "拉新", "团长开团", "转化高", "conversion、revenue"],
        ])),
    ]
    let path = try file(book.bytes)
    let ledgers = try LedgerWorkbook.read(path)
    #expect(ledgers.issues.map(\.id) == ["P-01", "R5"])
    #expect(ledgers.issues[0].symptom == "支付中断")
    #expect(ledgers.issues[0].count == 2)
    #expect(ledgers.issues[0].whys == ["证书到期"])
    #expect(ledgers.issues[0].due != nil)
    #expect(ledgers.stories.map(\.metricRefs) == [["conversion", "revenue"]])
    #expect(ledgers.hypotheses.map(\.decision) == [.keep, nil])
    #expect(ledgers.hypotheses.map(\.metric) == ["转化率", nil])
    let step = try #require(ledgers.steps.first)
    #expect(step.plannedStart?.value.written == "2026-04-14 09:00")
    #expect(step.plannedEnd?.value.written == "2026-04-14 09:30")
    #expect(step.actualStart?.place?.cell == "分工!D2")
    #expect(step.actualEnd == nil)
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
    do {
      _ = try LedgerWorkbook.read(path)
      Issue.record("it was read")
    } catch {
      #expect(error.all.compactMap { $0.place?.cell } == ["问题!B3"])
    }
    book.sheets = [
      .init(
        "问题",
        rows: TestWorkbook.rows([["编号", "现象", "次数", "期限"], ["P-01", "支付中断", "三次", "下周"]])),
      .init(
        "假设", rows: TestWorkbook.rows([["假设", "指标", "去留"], ["短信有效", "conversion", "也许"]])),
      .init(
        "分工",
        rows: TestWorkbook.rows([
          ["步骤", "计划开始", "计划结束"], ["签到", "九点", "9:30"], ["直播", "20:00", "19:30"],
        ])),
    ]
    try Data(book.bytes).write(to: URL(filePath: path))
    do {
      _ = try LedgerWorkbook.read(path)
      Issue.record("it was read")
    } catch {
      #expect(
        error.all.compactMap { $0.place?.cell } == ["问题!C2", "问题!D2", "假设!C2", "分工!B2", "分工!C3"])
    }
  }
}
