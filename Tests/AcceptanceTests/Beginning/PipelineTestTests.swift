import Foundation
import FupanTestSupport
import Testing

/// `fupan test` runs a pipeline's examples and shows what differs by row and column.
struct PipelineTestTests {
  private static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    locale: en
    datasets:
      youzan:
        - read_csv: {files: 有赞订单*.csv, profile: youzan_orders}
      stores:
        - read_csv: {files: nowhere.csv}
      orders:
        - union: [youzan]
        - keep: paid_at is not null
        - derive:
            net_paid: paid_amount - coalesce(refund_amount, 0)
        - expect: {unique: order_id}
      best:
        - from: orders
        - join: {with: stores, on: region}
        - aggregate: {by: city, into: {revenue: sum(net_paid), mean: avg(net_paid)}}
        - top: {of: revenue, rows: 2}
    tests:
      - refunds_are_taken_off:
          of: orders
          given:
            youzan:
              - {order_id: E1, paid_at: 2026-04-10 10:00, paid_amount: 12, refund_amount: 2}
              - {order_id: E2, paid_at: ~, paid_amount: 5}
          expect: [{order_id: E1, net_paid: 10, paid_at: "2026-04-10 10:00"}]
      - keys_repeat:
          of: orders
          given:
            youzan:
              - {order_id: E1, paid_at: 2026-04-10 10:00, paid_amount: 12}
              - {order_id: E1, paid_at: 2026-04-10 10:00, paid_amount: 12}
          expect: []
          rejects: 2
      - best_city:
          of: best
          given:
            orders: [{region: 上海, net_paid: 3}, {region: 北京, net_paid: 4}, {region: 上海, net_paid: 2}]
            stores: [{region: 上海, city: S}]
          expect: [{city: S, revenue: 5.00, mean: 2.5}, {city: ~, revenue: 4}]

    """

  private func outcome(
    _ script: String = "fupan test p.yaml", _ changes: [(String, String)] = []
  ) async throws -> FinishedProcess {
    let work = try WorkFolder(with: [])
    var text = PipelineTestTests.pipeline
    for (old, new) in changes {
      try #require(text.contains(old))
      text = text.replacing(old, with: new)
    }
    try work.write(text, to: "p.yaml")
    return try await work.run(script)
  }

  @Test func testsThatHoldPassWithoutAnyFile() async throws {
    let all = try await outcome()
    #expect(all.status == 0, "\(all.errors)")
    #expect(
      all.output
        == "ok      orders: refunds_are_taken_off\nok      orders: keys_repeat\nok      best: best_city\n"
    )
    #expect(all.errors.isEmpty)
    let some = try await outcome("fupan test p.yaml --only best")
    #expect(some.output == "ok      best: best_city\n")
  }

  @Test func whatDiffersIsShownByRowAndColumn() async throws {
    let found = try await outcome(
      "fupan test p.yaml",
      [
        ("net_paid: 10,", "net_paid: 11,"), ("rejects: 2", "rejects: 1"),
        ("revenue: 4}", "revenue: 4}, {city: X, revenue: 1}"),
      ])
    #expect(found.status == 65)
    let heads = found.errors.split(separator: "\n").filter { $0.contains("error[") }
    #expect(
      heads == [
        "p.yaml:27:41: error[test_cell_differs]: refunds_are_taken_off: row 1, net_paid: expected 11.00, found 10.00",
        "p.yaml:28:5: error[test_rejects_differ]: keys_repeat: 2 rows were refused, expected 1; the first: 'unique: order_id' does not hold",
        "p.yaml:41:77: error[test_row_absent]: best_city: row 3 did not come out: {city: X, revenue: 1.00}",
      ])
    #expect(found.output.split(separator: "\n").allSatisfy { $0.hasPrefix("failed") })
  }

  @Test func rowsThatNobodyExpectedAreShown() async throws {
    let found = try await outcome(
      "fupan test p.yaml", [("expect: [{city: S, revenue: 5.00, mean: 2.5}, {", "expect: [{")])
    #expect(found.status == 65)
    #expect(found.errors.contains("error[test_cell_differs]: best_city: row 1, city"))
    #expect(found.errors.contains("error[test_row_extra]"))
  }

  @Test(arguments: [
    ("net_paid: 10,", "nett_paid: 10,", "unknown_column"),
    ("of: best\n", "of: bests\n", "unknown_dataset"),
    ("        youzan:\n", "        orders:\n", "test_gives_itself"),
    ("net_paid: 10,", "net_paid: ten,", "test_value"),
    ("given:", "givn:", "unknown_key"),
  ])
  func mistakesInTestsAreThoseOfTheDocument(
    old: String, new: String, code: String
  ) async throws {
    let found = try await outcome("fupan test p.yaml", [(old, new)])
    #expect(found.status == 78, "\(found.errors)")
    #expect(found.errors.contains("error[\(code)]"), "\(found.errors)")
  }

  @Test func aPipelineWithoutTestsSaysSo() async throws {
    let work = try WorkFolder(with: [])
    try work.write("version: 1\ndatasets:\n  a:\n    - read_csv: a.csv\n", to: "p.yaml")
    let found = try await work.run("fupan test p.yaml")
    #expect(found.status == 78)
    #expect(found.errors.contains("error[no_tests]"))
  }

  /// Every shipped pipeline has examples of its own, and they hold.
  @Test(arguments: ["budget", "community", "kol", "orders", "retrospective", "survey", "weekly"])
  func shippedPipelinesHaveTestsThatHold(name: String) async throws {
    let file = WorkFolder.repository.appending(path: "Pipelines/\(name).yaml").path
    let outcome = try await BuiltProgram.run(["test", file])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
  }
}
