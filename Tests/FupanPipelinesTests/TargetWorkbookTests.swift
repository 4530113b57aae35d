import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanTestSupport
import Testing

/// Targets that a team keeps on a sheet of a workbook.
struct TargetWorkbookTests {
  /// A pipeline beside a workbook of targets, compiled.
  private func compiled(
    _ rows: [[String]], targets: String = "计划.xlsx", others: [TestWorkbook.Sheet] = []
  ) throws -> CompiledPipeline {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let root = folder.path
    var book = TestWorkbook()
    book.sheets = others + [.init("目标", rows: TestWorkbook.rows(rows))]
    try Data(book.bytes).write(to: URL(filePath: root + "/计划.xlsx"))
    try Data("paid_at,net_paid,person_id\n".utf8).write(to: URL(filePath: root + "/orders.csv"))
    let text = """
      version: 1
      use: [presets/metrics]
      timezone: Asia/Shanghai
      campaign: {id: spring, period: 2026-04-10..2026-04-24}
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: timestamp, net_paid: money}
      targets: \(targets)

      """
    try Data(text.utf8).write(to: URL(filePath: root + "/pipeline.yaml"))
    return try PipelineCompiler.forFiles().compile(
      root + "/pipeline.yaml", .init(today: CivilDate(daysSinceEpoch: 20_600)))
  }

  private func cells(_ rows: [[String]], targets: String = "计划.xlsx") -> [String] {
    do {
      _ = try compiled(rows, targets: targets)
      return []
    } catch let problems as Problems {
      return problems.all.map { "\($0.place?.cell ?? "") \($0.code)" }
    } catch {
      return ["\(error)"]
    }
  }

  private let rows = [
    ["2026 春日目标"], ["指标", "目标", "读法", "负责人", "期限", "备注"],
    ["净销售额", "60万", "", "周然", "2026/5/24", "自用"], ["conversion", "30%", "相对变化", "林悦"],
    ["退款率", "6%", "水平"], ["投入产出比", "5", "倍数"], ["净推荐值"],
  ]

  @Test func metricsAreNamedByLabelOrId() throws {
    let pipeline = try compiled(rows)
    #expect(
      pipeline.targets.map { $0.metric.id } == ["revenue", "conversion", "refund_rate", "roi"])
    #expect(pipeline.targets[0].level(baseline: nil) == 600_000)
    #expect(pipeline.targets[0].settings.owner == "周然")
    #expect(pipeline.targets[0].settings.due?.description == "2026-05-24")
    #expect(pipeline.targets[0].place.cell == "目标!A3")
    #expect(pipeline.targets[1].settings.as == .relative)
    #expect(pipeline.targets[2].level(baseline: nil) == 0.06)
    #expect(pipeline.targets[3].settings.as == .multiple)
    #expect(
      pipeline.documentFiles.map { ($0.name as NSString).lastPathComponent }.contains("计划.xlsx"))
  }

  @Test func theSheetMayBeNamed() throws {
    let other = TestWorkbook.Sheet(
      "去年", rows: TestWorkbook.rows([["指标", "目标"], ["订单数", "100"]]))
    let named = try compiled(
      rows, targets: "{file: 计划.xlsx, sheet: 去年}", others: [other])
    #expect(named.targets.map { $0.metric.id } == ["order_count"])
    #expect(try compiled(rows, others: [other]).targets.count == 5)
  }

  @Test func whatIsWrongIsToldWithItsCell() {
    #expect(
      cells([
        ["指标", "目标", "读法", "备注"], ["净消售额", "60万"], ["转化率", "高一点"], ["退款率", "6%"],
        ["净销售额", "", "水平"], ["订单数", "100", "多少"],
      ]) == [
        "目标!A2 unknown_metric", "目标!B3 wrong_type", "目标!B4 goal_without_reading",
        "目标!B5 missing_parameter", "目标!C6 unknown_choice",
      ])
    #expect(cells([["指标", "目标"], ["净消售额", "60万"]]) == ["目标!A2 unknown_metric"])
    #expect(cells([["指标", "目标", "负贵人"], ["净销售额", "60万"]]) == ["目标!C1 ledger_column"])
    #expect(cells(rows, targets: "{file: 计划.xlsx, sheet: 明年}") == [" missing_sheet"])
    #expect(cells(rows, targets: "别的.xlsx") == [" document_missing"])
  }
}
