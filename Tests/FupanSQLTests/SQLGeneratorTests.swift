import FupanData
import FupanDiagnostics
import FupanPlan
import FupanSQL
import Testing

@Suite struct SQLGeneratorTests {
  @Test func whatOnlyTheNativeEngineReadsIsToldWithItsPlace() throws {
    let orders = try Plans.orders()
    let problems = #expect(throws: Problems.self) {
      try SQLGenerator(.spark, zone: "Asia/Shanghai")
        .script(Program(results: [Fragment("orders", orders)]))
    }
    let first = try #require(problems?.first)
    #expect(first.code == "not_in_sql")
    #expect(first.place == Place(file: "spring.yaml", line: 2, column: 7))
    #expect(
      first.message.text(in: .english, with: first.facts)
        == "read_csv runs natively only: text is read as values natively")
  }

  @Test func everyFragmentThatCannotBeWrittenIsTold() throws {
    let schema = Schema([Field("score", .number)])
    let input = Relation(Table(schema, rows: []), origin: Plans.stage("derive", line: 3))
    let text = try input.projected([
      Projection("text", try input.binder().bind(ParsedExpression("cast(score as text)")))
    ])
    let problems = #expect(throws: Problems.self) {
      try SQLGenerator(.duckdb, zone: "UTC").script(
        Program(results: [Fragment("a", text), Fragment("b", text)]))
    }
    #expect(problems?.all.map { $0.code } == ["not_in_sql", "not_in_sql"])
  }

  @Test func namesAndTextsCannotEndTheirQuotes() {
    #expect(Dialect.duckdb.quoted(name: "a\"b") == "\"a\"\"b\"")
    #expect(Dialect.spark.quoted(name: "实付`金额") == "`实付``金额`")
    #expect(Dialect.duckdb.quoted(text: "it's \\ ok") == "'it''s \\ ok'")
    #expect(Dialect.spark.quoted(text: "it's \\ ok") == "'it\\'s \\\\ ok'")
  }

  @Test func literalsHaveExactlyTheirType() {
    #expect(Dialect.duckdb.literal(.integer(5), .integer) == "CAST(5 AS BIGINT)")
    #expect(
      Dialect.duckdb.literal(.decimal(1250, scale: 2), .decimal(scale: 2))
        == "CAST(12.50 AS DECIMAL(18, 2))")
    #expect(Dialect.spark.literal(.missing, .list) == "CAST(NULL AS ARRAY<STRING>)")
    #expect(
      Dialect.duckdb.literal(.timestamp(1_775_779_500_250_000), .timestamp)
        == "TIMESTAMP '2026-04-10 00:05:00.250000'")
  }
}
