import Foundation
import FupanReports
import FupanTestSupport
import Testing

/// What the report shows of hypotheses and the run sheet, whether they are kept as YAML or in a
/// workbook.
struct LedgerSectionTests {
  /// The why section of a small campaign with a ledger beside it.
  private func why(
    _ ledger: (name: String, bytes: [UInt8]), language: String = "zh-Hans"
  ) async throws -> Report.Section {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let root = folder.path
    try Data(ledger.bytes).write(to: URL(filePath: root + "/" + ledger.name))
    let orders = "paid_at,net_paid\n2026-04-10 09:00,100.50\n2026-04-11 09:00,20\n"
    try Data(orders.utf8).write(to: URL(filePath: root + "/orders.csv"))
    let text = """
      version: 1
      use: [presets/metrics]
      timezone: Asia/Shanghai
      locale: \(language)
      campaign: {id: spring, period: 2026-04-10..2026-04-24}
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: timestamp, net_paid: money}
      ledgers: \(ledger.name)
      report:
        sections: [why]

      """
    try Data(text.utf8).write(to: URL(filePath: root + "/pipeline.yaml"))
    let report = try await Report(ofPipeline: root + "/pipeline.yaml")
    return try #require(report.sections.first)
  }

  private static let yaml = """
    - {hypothesis: 短信比推送有效, metric: revenue, result: 高了一成, decision: keep, owner: 小夏}
    - {hypothesis: 拼团带来新客, metric: 没有这个指标, decision: drop}
    - hypothesis: 晚上发更好
    - {step: 签到, planned_start: 09:00, planned_end: 09:30, actual_start: 09:00, actual_end: 09:40, owner: 小北}
    - {step: 开场, planned_start: 09:30, planned_end: 09:45, actual_start: 09:40, actual_end: 09:55}
    - {step: 收尾, planned_start: 11:00, planned_end: 11:20}
    """

  private static let workbook: [UInt8] = {
    var book = TestWorkbook()
    book.sheets = [
      .init(
        "假设",
        rows: TestWorkbook.rows([
          ["假设", "指标", "结果", "去留", "负责人"], ["短信比推送有效", "净销售额", "高了一成", "保留", "小夏"],
          ["拼团带来新客", "没有这个指标", "", "放弃"], ["晚上发更好"],
        ])),
      .init(
        "分工",
        rows: TestWorkbook.rows([
          ["步骤", "计划开始", "计划结束", "实际开始", "实际结束", "负责人"],
          ["签到", "9:00", "9:30", "9:00", "9:40", "小北"], ["开场", "9:30", "9:45", "9:40", "9:55"],
          ["收尾", "11:00", "11:20"],
        ])),
    ]
    return book.bytes
  }()

  @Test func hypothesesStandBesideTheirFigures() async throws {
    let section = try await why(("ledgers.yaml", Array(Self.yaml.utf8)))
    let table = try #require(section.tables.first { $0.id == "why_hypotheses" })
    #expect(table.columns.map { $0.label } == ["假设", "方案", "指标", "实际", "结果", "到哪一步", "去留", "负责人"])
    #expect(
      table.rows.map { $0.cells } == [
        [
          "短信比推送有效", "", "净销售额", .money(.init(unscaled: 12_050, scale: 2)), "高了一成", "处置", "保留",
          "小夏",
        ],
        ["拼团带来新客", "", "没有这个指标", .missing(.noData), "", "处置", "放弃", ""],
        ["晚上发更好", "", "", .missing(.notApplicable), "", "提出", "未定", ""],
      ])
    #expect(table.rows.map { $0.receipt != nil } == [true, false, false])
  }

  @Test func theRunSheetTellsMinutesAndTheBottleneck() async throws {
    let section = try await why(("ledgers.yaml", Array(Self.yaml.utf8)), language: "en")
    let table = try #require(section.tables.first { $0.id == "why_run_sheet" })
    func minutes(_ number: Double) -> Report.Value { .number(number, places: 0) }
    #expect(
      table.rows.map { $0.cells } == [
        ["签到", "小北", "09:00", minutes(30), minutes(40), minutes(0), minutes(10)],
        ["开场", "", "09:30", minutes(15), minutes(15), minutes(10), minutes(0)],
        [
          "收尾", "", "11:00", minutes(20), .missing(.noData), .missing(.noData), .missing(.noData),
        ],
      ])
    let told = section.blocks.compactMap { block -> String? in
      if case .prose(let sentence) = block { "\(sentence.spans)" } else { nil }
    }
    #expect(told.count == 1 && told[0].contains("签到"), "\(told)")
  }

  @Test func aWorkbookSaysTheSame() async throws {
    let kept = try await why(("复盘台账.xlsx", Self.workbook))
    #expect(kept == (try await why(("ledgers.yaml", Array(Self.yaml.utf8)))))
  }
}

extension Report.Section {
  fileprivate var tables: [Report.Table] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}
