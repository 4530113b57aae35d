import FupanConfig
import FupanDiagnostics
import Testing

@testable import FupanStages

/// Profiles are decoded one by one, when somebody asks for them.
struct ProfileCatalogTests {
  private let catalog = ProfileCatalog([
    ("orders", "table: orders\ncolumns: {order_id: 订单号}\n"),
    ("broken", "table: orders\ncolumns: {order_id: {form: 订单号}}\n"),
    ("mine", "like: orders\ncolumns: {paid_at: 付款时间}\n"),
    ("torn", "table: [\n"),
  ])

  @Test func whatIsWrongWithOneCostsNoOther() throws {
    #expect(try catalog.profile(Located("orders")).columns.names == ["order_id"])
    #expect(try catalog.profile(Located("mine")).columns.names == ["order_id", "paid_at"])
    #expect(throws: Problems.self) { try catalog.profile(Located("broken")) }
    #expect(catalog.names == ["broken", "mine", "orders", "torn"])
  }

  @Test func allTellsEveryProblem() throws {
    let problems = try #require(throws: Problems.self) { try catalog.all() }
    let files = problems.all.map { $0.place?.file ?? "" }
    #expect(files.contains("profiles/broken.yaml") && files.contains("profiles/torn.yaml"))
  }

  @Test func anUnknownNameGetsTheNearest() throws {
    let problems = try #require(throws: Problems.self) {
      try catalog.profile(Located("ordres"))
    }
    #expect(problems.first.code == "profile_mismatch")
    #expect(problems.first.facts.contains { $0.name == "suggestion" })
  }
}
