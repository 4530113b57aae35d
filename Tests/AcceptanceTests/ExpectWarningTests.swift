import Foundation
import Testing

/// What an `expect` of level `warn` finds is told where the figures are, not only to who ran it.
struct ExpectWarningTests {
  private static func pipeline(_ level: String, locale: String) -> String {
    """
    version: 1
    timezone: Asia/Shanghai
    currency: CNY
    locale: \(locale)
    campaign: {id: c, name: C, period: 2026-04-01..2026-04-03}
    datasets:
      orders:
        - read_csv: orders.csv
        - parse: {paid_amount: money, paid_at: date}
        - expect: {unique: order_id, row_count: 5.., level: \(level)}
    metrics:
      sales: {label: {en: Sales, zh: 销售}, value: sum(orders.paid_amount)}
    report:
      sections: [verdict: [sales], appendix]
      write: [markdown]

    """
  }

  private static let orders = """
    order_id,paid_amount,paid_at
    1,12.50,2026-04-01
    1,12.50,2026-04-01
    2,7.00,2026-04-02

    """

  @Test func theVerdictSaysSoAndTheAppendixSaysWhich() async throws {
    let work = try WorkFolder(with: [])
    try work.write(ExpectWarningTests.orders, to: "orders.csv")
    try work.write(ExpectWarningTests.pipeline("warn", locale: "en"), to: "p.yaml")
    let run = try await work.run("fupan run p.yaml")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("warning[rows_break_rule]"), "\(run.errors)")
    let report = try work.text("out/latest/report.md")
    let verdict = try #require(report.components(separatedBy: "\n## ").dropFirst().first)
    #expect(verdict.contains("Data checks that did not hold and only warn: 2."), "\(report)")
    #expect(report.contains("What the run warned of"))
    let rows = report.split(separator: "\n").filter { $0.contains("p.yaml&#58;10") }
    #expect(rows.count == 2, "\(report)")
    #expect(rows.contains { $0.contains("unique: order") })
  }

  @Test func itIsToldInTheReportsLanguage() async throws {
    let work = try WorkFolder(with: [])
    try work.write(ExpectWarningTests.orders, to: "orders.csv")
    try work.write(ExpectWarningTests.pipeline("warn", locale: "zh-Hans"), to: "p.yaml")
    _ = try await work.run("fupan run p.yaml --quiet")
    let report = try work.text("out/latest/report.md")
    #expect(report.contains("2 项数据检查没有通过"), "\(report)")
    #expect(report.contains("运行时的提醒"))
  }

  @Test func whereAllHoldsNothingIsSaid() async throws {
    let work = try WorkFolder(with: [])
    try work.write(
      "order_id,paid_amount,paid_at\n"
        + (1...5).map { "\($0),1.00,2026-04-01\n" }.joined(), to: "orders.csv")
    try work.write(ExpectWarningTests.pipeline("warn", locale: "en"), to: "p.yaml")
    _ = try await work.run("fupan run p.yaml --quiet")
    #expect(!(try work.text("out/latest/report.md")).contains("did not hold"))
  }
}
