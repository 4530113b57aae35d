import Foundation
import FupanTestSupport
import Testing

/// `fupan init` recognises what lies in a folder, and what it writes runs as it is.
struct InitTests {
  private struct Report: Decodable {
    struct Section: Decodable {
      struct Block: Decodable {}
      let kind: String
      let blocks: [Block]
    }
    let sections: [Section]
  }

  @Test func whatItWritesForTheSampleRunsWithoutAnEdit() async throws {
    let work = try WorkFolder(with: [])
    try FileManager.default.copyItem(
      at: WorkFolder.repository.appending(path: "SampleData"),
      to: work.url.appending(path: "SampleData"))
    let outcome = try await work.run("fupan init SampleData && fupan run")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    func row(_ file: String) -> [Substring] { lines.first { $0.first == file[...] } ?? [] }
    #expect(
      row("exports/有赞订单20260425.csv").prefix(4)
        == ["exports/有赞订单20260425.csv", "youzan_orders", "1524", "2025-04-25..2026-04-24"])
    #expect(row("exports/ExportOrderList202604250915.csv").dropFirst().first == "taobao_orders")
    #expect(row("exports/events-20260425.ndjson.gz").dropFirst(2).first == "20000")
    #expect(row("exports/问卷星_春日焕新满意度.csv").last == "结论、口碑")
    // The one that most people answered is the survey, and a budget by week is not the budget.
    #expect(row("exports/售后回访_按序号_20260425.csv").dropFirst().first == "wjx_codes")
    #expect(row("plan/预算.csv").dropFirst().first == "预算表")
    #expect(row("plan/周预算.csv").dropFirst().first == "没认出来")
    #expect(row("truth.json").isEmpty)
    let pipeline = try work.text("retrospective.yaml")
    #expect(
      pipeline.contains("问卷星*.csv\", profile: wjx_text, optional: true}\n    - rename:"))
    #expect(pipeline.contains("  period: 2026-04-10..2026-04-24   # 猜"))
    #expect(pipeline.contains("  baseline: 2026-03-20..2026-04-03   # 猜"))
    // The sample has its own plan but for the goals, which are the campaign's to set.
    #expect(work.names(in: "plan") == ["计划.xlsx"])
    #expect(pipeline.contains("\ntargets: plan/计划.xlsx   # "))
    let report = try JSONDecoder().decode(
      Report.self, from: Data(contentsOf: work.url.appending(path: "out/latest/report.json")))
    let filled = report.sections.filter { !$0.blocks.isEmpty }.map { $0.kind }
    #expect(filled.count >= 11, "\(filled)")
    #expect(report.sections.count == 12)
  }

  @Test func guessedTotalsAreThoseOfTheSample() async throws {
    let work = try WorkFolder()
    let outcome = try await work.run(
      "fupan init . && fupan run && fupan explain out/latest/report.json revenue")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("104,926.94"), "\(outcome.output)")
  }

  @Test func sheetsThatAreLackingGetTemplates() async throws {
    let work = try WorkFolder(with: ["exports"])
    let outcome = try await work.run(
      "fupan init exports/ --into spring-2026 --language en --log-format json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(work.names(in: "spring-2026/plan") == ["复盘台账.xlsx", "计划.xlsx"])
    #expect(outcome.errors.contains("\"wrote_file\""))
    #expect(outcome.errors.contains("\"guessed_period\""))
    let pipeline = try work.text("spring-2026/retrospective.yaml")
    #expect(pipeline.contains("  id: spring-2026\n"))
    #expect(pipeline.contains("  data: ../exports   #"))
    #expect(pipeline.contains("locale: en"))
    // Where no budget is known, nothing is over it.
    #expect(pipeline.contains("- money: [spend]   # [budget_lines, spend] once"))
    #expect(pipeline.contains("    - read_xlsx: {files: plan/计划.xlsx, sheet: Budget}\n"))
    #expect(pipeline.contains("    - read_xlsx: {files: plan/计划.xlsx, sheet: Costs}\n"))
    let checked = try await work.run("fupan check", in: "spring-2026")
    #expect(checked.status == 0, "\(checked.errors)")
    // A template that somebody filled in stays when the pipeline is written anew.
    try work.write("mine", to: "spring-2026/plan/计划.xlsx")
    let again = try await work.run(
      "rm spring-2026/retrospective.yaml && fupan init exports --into spring-2026")
    #expect(again.status == 0)
    #expect(try work.text("spring-2026/plan/计划.xlsx") == "mine")
  }

  @Test func templatesAreReadOnceTheyAreFilledIn() async throws {
    let work = try WorkFolder(with: ["exports"])
    // The template's own sheets, as somebody has written in them.
    var plan = TestWorkbook()
    plan.sheets = [
      .init(
        "目标",
        rows: TestWorkbook.rows([
          ["指标", "目标", "读法", "负责人"], ["净销售额", "10万", "", "周然"], ["订单数"], ["退款率", "6%", "水平"],
        ])),
      .init("预算", rows: TestWorkbook.rows([["项目", "预算金额"], ["海报", "500"]])),
      .init("费用", rows: TestWorkbook.rows([["日期", "金额", "项目"], ["2026-04-12", "480.50", "海报"]])),
      .init("说明", rows: TestWorkbook.rows([["列", "例"], ["目标", "60万"]])),
    ]
    try work.write("", to: "plan/.keep")
    try Data(plan.bytes).write(to: work.url.appending(path: "plan/计划.xlsx"))
    var ledgers = TestWorkbook()
    ledgers.sheets = [
      .init(
        "问题", rows: TestWorkbook.rows([["编号", "现象", "改进"], ["P-01", "支付中断", "提醒"], ["P-02"]])),
      .init("我的", rows: TestWorkbook.rows([["随便", "写写"], ["一", "二"]])),
    ]
    try Data(ledgers.bytes).write(to: work.url.appending(path: "plan/复盘台账.xlsx"))
    let outcome = try await work.run("fupan init . && fupan run && cat retrospective.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for line in [
      "targets: {file: \"${data}/plan/计划.xlsx\", sheet: 目标}",
      "- read_xlsx: {files: \"${data}/plan/计划.xlsx\", sheet: 预算}",
      "- read_xlsx: {files: \"${data}/plan/计划.xlsx\", sheet: 费用}",
      "ledgers: \"${data}/plan/复盘台账.xlsx\"",
    ] {
      #expect(outcome.output.contains(line), "\(line)\n\(outcome.output)")
    }
    #expect(
      !outcome.output.split(separator: "\n").contains {
        $0.contains("没认出来") && $0.contains("plan/")
      }, "\(outcome.output)")
    let report = try work.text("out/latest/report.md")
    #expect(report.contains("2 项目标中达成"))
    #expect(report.contains("支付中断") && report.contains("480.50"))
  }

  @Test func archivesAreLookedIntoAndOwnProfilesKnown() async throws {
    let work = try WorkFolder(with: [])
    let archive = WorkFolder.repository.appending(
      path: "Tests/Cases/exports/files_of_mailchimp_come_in_a_zip_of_three/"
        + "audience_export_0a1b2c3d4e.zip")
    try work.write(
      """
      about: The till's list
      table: orders
      files: [门店流水*.csv]
      header: [单号, 付款时间, 实收]
      timezone: Asia/Shanghai
      currency: CNY
      constants: {platform: 门店}
      columns:
        order_id: {from: 单号, as: identifier}
        paid_at: {from: 付款时间, as: timestamp}
        paid_amount: {from: 实收, as: money}
        phone: {from: 手机, as: phone, personal: true}

      """, to: "profiles/收银.yaml")
    try work.write(
      "单号,付款时间,实收,手机\n1,2026-04-10 09:00,12.50,19900000001\n", to: "data/门店流水0410.csv")
    try FileManager.default.copyItem(
      at: archive, to: work.url.appending(path: "data/受众.zip"))
    try work.write("PK\u{3}\u{4}", to: "data/坏的.zip")
    let outcome = try await work.run("fupan init data --into spring --language en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    func row(_ file: String) -> [Substring] { lines.first { $0.first == file[...] } ?? [] }
    #expect(row("门店流水0410.csv").dropFirst().first == "profiles/收银.yaml", "\(lines)")
    #expect(
      row("受众.zip!cleaned_members_export_0a1b2c3d4e.csv").dropFirst().first
        == "mailchimp_audience", "\(lines)")
    #expect(row("坏的.zip").dropFirst().prefix(3) == ["cannot", "be", "read"])
    let pipeline = try work.text("spring/retrospective.yaml")
    #expect(pipeline.contains("profile: ../profiles/收银.yaml"), "\(pipeline)")
    #expect(pipeline.contains("  收银:   # The till's list\n"), "\(pipeline)")
    let checked = try await work.run("fupan run", in: "spring")
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test func aFileThatNobodyKnowsGetsAStub() async throws {
    let work = try WorkFolder(with: [])
    try work.write("订单号;付款时间;实付金额;备注\n1;2026-04-10 09:00;12.50;\n", to: "data/门店流水.csv")
    try work.write("\u{0}\u{1}", to: "data/汇总.xlsx")
    try work.write("序号,提交答卷时间\n", to: "data/问卷星_空.csv")
    try work.write("not finished", to: "data/订单.csv.crdownload")
    let outcome = try await work.run("fupan init data --language en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let pipeline = try work.text("retrospective.yaml")
    #expect(
      pipeline.contains(
        "  #   - read_csv: {files: \"${data}/门店流水.csv\", delimiter: \";\"}\n"
          + "  #   - rename: {order_id: 订单号, paid_at: 付款时间, paid_amount: 实付金额, ___: 备注}\n"
          + "  #   - parse: {paid_at: timestamp, paid_amount: money}\n"), "\(pipeline)")
    #expect(pipeline.contains("cannot be read: 汇总.xlsx"))
    #expect(!outcome.output.contains("crdownload"))
    let checked = try await work.run("fupan check --language en")
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test func nothingIsOverwritten() async throws {
    let work = try WorkFolder(with: ["exports"])
    try work.write("mine", to: "retrospective.yaml")
    let outcome = try await work.run("fupan init exports --language en")
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("error[pipeline_there]"))
    #expect(try work.text("retrospective.yaml") == "mine")
  }

  @Test(arguments: [
    ("fupan init nowhere", "missing_input", 66), ("fupan init notes.txt", "not_a_folder", 66),
    ("fupan init empty", "nothing_found", 66),
  ])
  func foldersWithoutExportsAreRefused(
    script: String, code: String, status: Int32
  ) async throws {
    let work = try WorkFolder(with: [])
    try work.write("only words\n", to: "notes.txt")
    try work.write("only words\n", to: "empty/readme.txt")
    let outcome = try await work.run(script)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains("error[\(code)]"))
    #expect(!work.exists("retrospective.yaml"))
  }

  @Test func theDemoGoesFromExportsToReport() async throws {
    let work = try WorkFolder(with: [])
    let outcome = try await work.run("fupan demo spring")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(work.exists("spring/out/latest/report.html"))
    #expect(try work.text("spring/out/latest/report.md").contains("5 项目标中达成"))
    let again = try await work.run("fupan demo spring --language en")
    #expect(again.status == 73)
    #expect(again.errors.contains("error[folder_not_empty]"))
  }
}
