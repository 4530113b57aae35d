import FupanData
import FupanDiagnostics
import FupanStages
import Testing

/// Rules that only warn: every row goes on, and what is broken is told with its number.
struct ExpectTests {
  private static let rows = Table(
    Schema([Field("order_id", .text), Field("net", .decimal(scale: 2))]),
    rows: [
      [.text("O1"), .decimal(1025, scale: 2)], [.text("O1"), .missing],
      [.text("O2"), .decimal(300, scale: 2)],
    ])

  private static func warnings(_ settings: String) async throws -> [Diagnostic] {
    let result = try await StageRun().run(Expect.self, settings, over: rows)
    #expect(result.tables["result"]?.count == 3)
    #expect(result.rejections.isEmpty)
    #expect(result.warnings.allSatisfy { $0.severity == .warning && $0.place != nil })
    return result.warnings
  }

  @Test func brokenRulesAreCounted() async throws {
    let warnings = try await ExpectTests.warnings(
      "{unique: order_id, not_missing: net, range: {net: 0..5}, in: {order_id: [O1, O2]}, level: warn}"
    )
    #expect(warnings.map { $0.code } == Array(repeating: "rows_break_rule", count: 3))
    let texts = warnings.map { $0.message.text(in: .english, with: $0.facts) }
    #expect(
      texts == [
        "1 row breaks 'not_missing: net'", "1 row breaks 'range: net 0..5'",
        "2 rows break 'unique: order_id'",
      ])
  }

  @Test func whatAllRowsBreakTogetherIsToldToo() async throws {
    let warnings = try await ExpectTests.warnings(
      "{row_count: 5.., sums_to: {net: 1}, level: warn}")
    #expect(warnings.map { $0.code } == ["row_count_outside", "sum_differs"])
  }

  @Test func nothingBrokenIsNothingTold() async throws {
    #expect(
      try await ExpectTests.warnings("{row_count: 3, sums_to: {net: 13.25}, level: warn}").isEmpty)
  }
}
