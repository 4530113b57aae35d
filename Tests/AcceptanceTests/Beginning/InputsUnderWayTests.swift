import Foundation
import Testing

/// Inputs that are late, still coming in, or downloaded several times.
struct InputsUnderWayTests {
  private static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    locale: en
    settle: SETTLE
    datasets:
      orders:
        - read_csv: orders*.csv
        - parse: {net_paid: money, paid_at: date}
      costs:
        - read_csv: {files: 费用*.csv, optional: true}
        - rename: {amount: 金额}
        - parse: {amount: money}
    report: {write: [markdown]}

    """

  private func work(settle: String = "1s", age: String = "-d yesterday") async throws -> WorkFolder
  {
    let work = try WorkFolder(with: [])
    try work.write(
      InputsUnderWayTests.pipeline.replacing("SETTLE", with: settle), to: "p.yaml")
    try work.write("order_id,net_paid,paid_at\n1,12.50,2026-04-10\n", to: "orders.csv")
    _ = try await work.run("touch \(age) orders.csv")
    return work
  }

  @Test func aDownloadUnderWayIsRefusedOrWaitedFor() async throws {
    let work = try await work()
    try work.write("order", to: "orders.csv.crdownload")
    let refused = try await work.run("fupan run p.yaml")
    #expect(refused.status == 75)
    #expect(refused.errors.contains("p.yaml:7:17: error[input_under_way]: 'orders.csv.crdownload'"))
    #expect(!work.exists("out/latest"))
    let waited = try await work.run(
      """
      fupan run p.yaml --wait 5m --log-format json 2> said &
      until grep -q waiting_for_input said; do sleep 0.1; done
      rm orders.csv.crdownload
      wait $!; status=$?; cat said >&2; exit $status
      """)
    #expect(waited.status == 0, "\(waited.errors)")
    #expect(waited.errors.contains("\"waiting_for_input\""))
    #expect(work.exists("out/latest/report.md"))
  }

  @Test func theFirstDownloadOfAFileIsWaitedForToo() async throws {
    let work = try await work()
    try work.write("金额", to: "费用.csv.part")
    let refused = try await work.run("fupan run p.yaml")
    #expect(refused.status == 75, "an optional file that is coming is not absent")
    #expect(refused.errors.contains("'费用.csv.part'"))
  }

  @Test func aFileMustHaveBeenLeftAloneAsLongAsThePipelineSays() async throws {
    let work = try await work(settle: "1h", age: "")
    let refused = try await work.run("fupan run p.yaml")
    #expect(refused.status == 75)
    #expect(refused.errors.contains("error[input_under_way]: 'orders.csv'"))
    let waited = try await work.run(
      "touch -d '3595 seconds ago' orders.csv && fupan run p.yaml --wait 5m")
    #expect(waited.status == 0, "\(waited.errors)")
  }

  @Test func temporaryNamesAreNoInput() async throws {
    let work = try await work()
    for name in ["~$orders.csv", ".orders.csv.swp", "orders(1).tmp", "未确认 12.crdownload"] {
      try work.write("broken\"", to: name)
    }
    let outcome = try await work.run("fupan run p.yaml --only orders")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "order_id,net_paid,paid_at\n1,12.50,2026-04-10\n")
  }

  @Test func aReportSaysWhichInputItLacks() async throws {
    let work = try WorkFolder()
    _ = try await work.run("fupan init . && rm exports/问卷星* exports/笔记*")
    let outcome = try await work.run("fupan run --language en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("warning[input_absent]: 'survey' is optional"))
    let markdown = try work.text("out/latest/report.md")
    let cover = markdown.prefix { $0 != "#" || true }.split(separator: "\n## ").first ?? ""
    #expect(cover.contains("数据不全：缺少 问卷（问卷星\\*.csv）、"), "\(cover)")
    #expect(try work.text("out/latest/report.html").contains("数据不全：缺少 问卷（问卷星*.csv）"))
    let sections = markdown.split(separator: "\n## ").dropFirst()
    let marked = sections.filter { $0.contains("问卷（survey）") }.map { $0.prefix { $0 != "\n" } }
    #expect(marked == ["结论", "口碑"])
    #expect(sections.contains { $0.hasPrefix("内容\n\n这一节需要输入") })
  }

  @Test func whatIsMadeOfAnAbsentInputIsPartial() async throws {
    let work = try WorkFolder()
    _ = try await work.run(
      "fupan init . && rm plan/费用台账.csv && sed -i 's|费用台账.csv\"|费用台账.csv\", optional: true|' retrospective.yaml"
    )
    let outcome = try await work.run("fupan run")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let sections = try work.text("out/latest/report.md").split(separator: "\n## ").dropFirst()
    let marked = sections.filter { $0.contains("费用台账（costs）") }.map { $0.prefix { $0 != "\n" } }
    #expect(marked.contains("费用与回报"))
    #expect(marked.contains("渠道"))
    #expect(!marked.contains("漏斗"))
  }

  @Test func overlappingDownloadsCountOnceAndTheReportSaysSo() async throws {
    let work = try WorkFolder()
    // An earlier download: its first 500 lines, each order still unpaid.
    _ = try await work.run(
      """
      fupan init . && head -n 501 exports/有赞订单20260425.csv |
        sed 's/交易完成/待发货/' > exports/有赞订单20260418.csv
      """)
    let outcome = try await work.run(
      "fupan run --language en && fupan explain out/latest/report.json revenue")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("104,926.94"), "\(outcome.output)")
    #expect(outcome.errors.contains("warning[rows_superseded]: 'youzan': 500 rows"))
    #expect(try work.text("out/latest/report.md").contains("较早下载中的 500 行"))
  }
}
