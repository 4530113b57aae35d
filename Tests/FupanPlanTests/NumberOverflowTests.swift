import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

@Suite struct NumberOverflowTests {
  private let schema = Schema([Field("x", .number)])

  private func values(_ text: String, _ x: [Value]) throws -> [Value] {
    let batch = Batch(schema, [Column(.number, x)], count: x.count)
    let expression = try ExpressionBinder(schema: schema).bind(ParsedExpression(text))
    let vector = try expression.evaluate(batch, EvaluationContext())
    return x.indices.map { vector.value(at: $0) }
  }

  @Test(arguments: ["x * x", "x + x", "-x - x"])
  func aNumberNeverBecomesInfinite(text: String) throws {
    let error = #expect(throws: EvaluationError.self) {
      try values(text, [.number(1), .missing, .number(1.7e308)])
    }
    #expect(error?.message.code == "arithmetic_overflow")
    #expect(error?.row == 2)
    #expect(try values(text, [.missing]) == [.missing])
  }

  @Test func aQuotientBeyondAllNumbersIsMissing() throws {
    #expect(
      try values("x / 0.5", [.number(1), .number(1.7e308)]) == [.number(2), .missing])
  }
}
