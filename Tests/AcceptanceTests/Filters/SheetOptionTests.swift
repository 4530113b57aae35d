import Foundation
import FupanTestSupport
import Testing

/// `--sheet` says which sheet of a workbook commands look at.
struct SheetOptionTests {
  /// A folder with `计划.xlsx`: two sheets of costs and one of goals.
  private func folder() throws -> WorkFolder {
    let work = try WorkFolder(with: [])
    var book = TestWorkbook()
    func costs(_ item: String) -> String {
      TestWorkbook.rows([["项目", "金额"], [item, "120.50"], ["礼品", "80"]])
    }
    book.sheets = [
      .init("2026-04", rows: costs("海报")), .init("2026-05", rows: costs("展架")),
      .init("目标", rows: TestWorkbook.rows([["指标", "目标"], ["净销售额", "60万"]])),
    ]
    try Data(book.bytes).write(to: work.url.appending(path: "计划.xlsx"))
    try work.write("a\n1\n", to: "a.csv")
    return work
  }

  @Test(arguments: [
    ("fupan head 计划.xlsx --sheet 2026-05", "项目,金额\n展架,120.50\n礼品,80\n"),
    ("fupan head 计划.xlsx --sheet 3", "指标,目标\n净销售额,60万\n"),
    (
      "fupan head 计划.xlsx --sheet '2026-*' --rows 3", "项目,金额\n海报,120.50\n礼品,80\n展架,120.50\n"
    ),
    ("fupan describe 计划.xlsx --sheet 目标 then select column,rows", "column,rows\n指标,1\n目标,1\n"),
    ("fupan describe --sheet=目标 计划.xlsx then select column", "column\n指标\n目标\n"),
  ])
  func rowsAreThoseOfTheSheet(script: String, rows: String) async throws {
    let outcome = try await folder().run(script)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == rows)
  }

  @Test func sniffTellsOfTheSheetAndNamesIt() async throws {
    let work = try folder()
    let one = try await work.run("fupan sniff 计划.xlsx --sheet 2026-05")
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.output.contains("sheet: 2026-05"))
    #expect(!one.output.contains("目标"))
    let some = try await work.run("fupan sniff 计划.xlsx --sheet '2026-*'")
    #expect(some.output.contains("sheet: 2026-04") && some.output.contains("sheet: 2026-05"))
    #expect(!some.output.contains("目标"))
  }

  @Test func convertReadsTheSheetByItsProfile() async throws {
    let work = try WorkFolder(with: [])
    var book = TestWorkbook()
    func days(_ plan: String) -> String {
      TestWorkbook.rows([
        ["日期", "计划名称", "消耗(元)", "展示数", "点击数", "点击率"],
        ["2026-04-10", plan, "1200.5", "4880", "131", "2.68%"],
      ])
    }
    book.sheets = [.init("巨量", rows: days("春日-通投")), .init("千川", rows: days("直播"))]
    try Data(book.bytes).write(to: work.url.appending(path: "投放日报.xlsx"))
    for profile in ["", "--profile ad_spend_daily"] {
      let read = try await work.run("fupan convert 投放日报.xlsx --sheet 千川 \(profile)")
      #expect(read.status == 0, "\(read.errors)")
      #expect(read.output.contains("直播") && !read.output.contains("春日"), "\(read.output)")
    }
    let unsaid = try await work.run("fupan convert 投放日报.xlsx")
    #expect(unsaid.status == 65)
    #expect(unsaid.errors.contains("error[sheet_not_said]"), "\(unsaid.errors)")
  }

  @Test(arguments: [
    ("fupan head 计划.xlsx --sheet 2026-06", "missing_sheet"),
    ("fupan sniff 计划.xlsx --sheet 2026-06", "missing_sheet"),
    ("fupan head a.csv --sheet 1", "not_a_workbook"),
    ("fupan describe --sheet 1 < a.csv", "not_a_workbook"),
    ("fupan head 计划.xlsx", "sheet_not_said"),
  ])
  func whatIsNotThereIsSaid(script: String, code: String) async throws {
    let outcome = try await folder().run(script)
    #expect(outcome.status == 65, "\(outcome.output)")
    #expect(outcome.errors.contains("error[\(code)]"), "\(outcome.errors)")
  }
}
