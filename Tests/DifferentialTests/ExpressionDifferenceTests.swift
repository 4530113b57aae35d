import FupanData
import FupanDiagnostics
import FupanPlan
import FupanSQL
import FupanTestSupport
import Testing

/// Random expressions: where the native engine has values, DuckDB has the same.
@Suite(.enabled(if: DuckDBRunner.executable != nil)) struct ExpressionDifferenceTests {
  @Test(arguments: [UInt64](1...8))
  func aRandomExpressionGivesTheSameOnDuckDB(seed: UInt64) throws {
    var tables = RandomTable(seed: seed)
    let table = tables.rows(40)
    let relation = Relation(table, origin: Origin("values"))
    let context = EvaluationContext(zone: FunctionCase.zone)
    var random = RandomExpression(seed: seed)
    var texts: [String] = []
    var projections: [Projection] = []
    var native: [[Value]] = []
    while projections.count < 60 {
      let text = random.next(depth: 4)
      guard let expression = try? relation.binder().bind(ParsedExpression(text)),
        let vector = try? expression.evaluate(table.combined, context)
      else { continue }
      native.append((0..<table.count).map { vector.value(at: $0) })
      projections.append(Projection("c\(projections.count)", expression))
      texts.append(text)
    }
    let id = Projection(keeping: try #require(table.schema["id"]))
    let fragment = try Fragment("result", relation.projected([id] + projections))
    let script = try SQLGenerator(.duckdb, zone: FunctionCase.zone.identifier)
      .script(Program(results: [fragment]))
    let result = try #require(
      try DuckDBRunner().run(script, inputs: [:], schemas: ["result": fragment.schema])["result"])
    let rows = result.rows.sorted { ($0[0].double ?? 0) < ($1[0].double ?? 0) }
    #expect(rows.count == table.count)
    for (index, text) in texts.enumerated() {
      for (row, values) in rows.enumerated()
      where !RowDifference.same(native[index][row], values[index + 1]) {
        Issue.record(
          "\(text)\nrow \(row): \(native[index][row]) natively, \(values[index + 1]) there")
        break
      }
    }
  }
}
