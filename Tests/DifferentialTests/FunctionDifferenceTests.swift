import FupanData
import FupanDiagnostics
import FupanPlan
import FupanSQL
import FupanTestSupport
import Testing

/// Every function case again on DuckDB: the same values, or an error where there is one natively.
@Suite(.enabled(if: DuckDBRunner.executable != nil)) struct FunctionDifferenceTests {
  private let generator = SQLGenerator(.duckdb, zone: FunctionCase.zone.identifier)
  private let context = EvaluationContext(zone: FunctionCase.zone)

  @Test(arguments: FunctionCatalog.names)
  func aFunctionGivesTheSameOnDuckDB(name: String) throws {
    var fragments: [Fragment] = []
    var native: [[[Value]]] = []
    for test in try FunctionCase.all(of: name) {
      for (relation, expression) in try relations(of: test) {
        guard let rows = try? values(expression, relation) else { continue }
        native.append(rows)
        fragments.append(
          try Fragment(
            "case \(fragments.count)",
            relation.projected([Projection("value", expression)])))
      }
    }
    let program = Program(results: fragments)
    let script = try generator.script(program)
    let results = try DuckDBRunner().run(
      script, inputs: [:],
      schemas: Dictionary(uniqueKeysWithValues: fragments.map { ($0.name, $0.schema) }))
    for (fragment, rows) in zip(fragments, native) {
      let result = try #require(results[fragment.name])
      let difference = RowDifference.between(rows, result.rows, ordered: false)
      let text = try sql(fragment)
      #expect(difference == nil, "\(text)")
      let type = Dialect.duckdb.typeName(fragment.schema.fields[0].type).replacing(" ", with: "")
      #expect(result.types == [type], "\(text)")
    }
  }

  @Test(arguments: FunctionCatalog.names)
  func aFunctionFailsWhereItFailsNatively(name: String) throws {
    for test in try FunctionCase.all(of: name) where test.expected.hasPrefix("error") {
      guard let (relation, expression) = try? relations(of: test).first else { continue }
      let fragment = try Fragment(
        "case", relation.projected([Projection("value", expression)]))
      let script = try generator.script(Program(results: [fragment]))
      #expect(throws: DuckDBRunner.Failure.self, "\(test)\n\(script.text)") {
        try DuckDBRunner().run(script, inputs: [:], schemas: ["case": fragment.schema])
      }
    }
  }

  /// A case over literals and, where it can be, over columns.
  private func relations(of test: FunctionCase) throws -> [(Relation, Expression)] {
    let origin = Origin("case")
    guard let bound = try? test.bound() else { return [] }
    let one = Table(Schema([Field("one", .integer)]), rows: [[.integer(1)]])
    var result = [(Relation(one, origin: origin), bound)]
    if let (batch, expression) = try? test.overColumns() {
      let table = Table(batch.schema, [batch])
      result.append((Relation(table, origin: origin), expression))
    }
    return result
  }

  private func values(_ expression: Expression, _ relation: Relation) throws -> [[Value]] {
    guard case .values(let table) = relation.node else { return [] }
    let batch = table.combined
    let vector = try expression.evaluate(batch, context)
    return (0..<batch.count).map { [vector.value(at: $0)] }
  }

  private func sql(_ fragment: Fragment) throws -> String {
    try generator.script(Program(results: [fragment])).text
  }
}
