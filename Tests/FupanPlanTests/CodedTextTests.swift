import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

/// Functions of coded text are computed once a text, which nobody can tell.
struct CodedTextTests {
  private static let texts: [String?] = (0..<60).map { ["view", nil, " Pay ", "", "0"][$0 % 5] }

  private func evaluate(_ text: String, _ column: TextColumn) throws -> Vector {
    let schema = Schema([Field("x", .text)])
    let batch = Batch(schema, [.text(column)], count: column.count)
    let expression = try ExpressionBinder(schema: schema).bind(ParsedExpression(text))
    return try expression.evaluate(batch, EvaluationContext())
  }

  @Test(arguments: [
    "x = 'view'", "'a' < x", "x is null", "coalesce(x, 'none')", "upper(trim(x))", "x || '!'",
    "length(x)", "usable_id(x)", "usable_phone(x)", "is_masked(x)", "regexp_extract(x, '[a-z]+')",
    "x in ('view', '0')", "split(x, 'e')", "case when x = 'view' then x else 'other' end",
    "coalesce(case when x = 'view' then null else x end, 'none')", "x || x",
  ])
  func resultsAreThoseOfEveryRow(text: String) throws {
    let written = TextColumn(CodedTextTests.texts)
    let coded = try #require(written.coded)
    let (left, right) = (try evaluate(text, coded), try evaluate(text, written))
    #expect(
      CodedTextTests.texts.indices.map { left.value(at: $0) }
        == CodedTextTests.texts.indices.map { right.value(at: $0) })
  }

  @Test func aTextThatNoRowHasIsNoError() throws {
    let field = Field("x", .text)
    // Text about to be put in order ends the run where it is a number.
    let ordered = Expression(.call("text_to_order", [Expression(field)]), type: .text)
    func evaluate(_ column: TextColumn) throws -> Vector {
      let batch = Batch(Schema([field]), [.text(column)], count: column.count)
      return try ordered.evaluate(batch, EvaluationContext())
    }
    let coded = try #require(
      TextColumn((0..<60).map { ["view", "12", "pay"][$0 % 3] }).coded)
    let error = #expect(throws: EvaluationError.self) { try evaluate(coded) }
    #expect(error?.row == 1)
    let rows = (0..<60).filter { $0 % 3 != 1 }.map { Int32($0) }
    let kept = coded.gathered(rows)
    #expect(kept.texts.count == 3)
    #expect(try evaluate(kept).column == .text(kept))
  }
}
