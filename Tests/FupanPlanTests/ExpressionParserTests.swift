import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

struct ExpressionParserTests {
  /// The syntax with brackets everywhere, so that precedence shows.
  private func shape(_ text: String) throws -> String {
    func show(_ syntax: ExpressionSyntax) -> String {
      switch syntax {
      case .column(let qualifier, let name, _): qualifier.map { "\($0).\(name)" } ?? name
      case .literal(let value, _): value.text ?? "null"
      case .parameter(let name, _): ":\(name)"
      case .call(let name, let arguments, let isDistinct, _):
        "\(name)(\(isDistinct ? "distinct " : "")\(arguments.map(show).joined(separator: " ")))"
      case .conditional(let branches, let otherwise, _):
        "case(" + branches.map { "\(show($0.condition)):\(show($0.value))" }.joined(separator: " ")
          + (otherwise.map { " else " + show($0) } ?? "") + ")"
      case .cast(let operand, let type, _): "cast(\(show(operand)) \(type))"
      }
    }
    return show(try ParsedExpression(text).syntax)
  }

  @Test(arguments: [
    ("a + b * c", "add(a multiply(b c))"), ("a - b - c", "subtract(subtract(a b) c)"),
    ("(a + b) * c", "multiply(add(a b) c)"), ("-a * b", "multiply(negate(a) b)"),
    ("a or b and not c = d", "or(a and(b not(equal(c d))))"),
    ("a between 1 and 2 and b", "and(between(a 1 2) b)"),
    ("a not in ('x', 'y')", "not(in(a x y))"), ("a is not null", "is_not_missing(a)"),
    ("a is missing", "is_missing(a)"), ("a || b || c", "concat(concat(a b) c)"),
    ("count(distinct person_id)", "count(distinct person_id)"), ("count(*)", "count()"),
    ("case when a then 1 else 2 end", "case(a:1 else 2)"),
    ("cast(a as decimal(2))", "cast(a decimal(2))"),
    ("orders.paid * :margin", "multiply(orders.paid :margin)"),
    ("实付金额 > 0", "greater(实付金额 0)"), ("\"select\" = 'it''s'", "equal(select it's)"),
    ("date '2026-04-10' <= d", "less_or_equal(2026-04-10 d)"), ("-1.50", "-1.50"),
    ("a > 2.5e-3", "greater(a 0.0025)"), ("1E20", "1e20"),
  ])
  func precedence(text: String, expected: String) throws {
    #expect(try shape(text) == expected)
  }

  @Test(arguments: [
    ("", "empty_expression", 1), ("a +", "expression_ends_early", 4),
    ("(a + b", "unbalanced_brackets", 7), ("a b", "unexpected_sign", 3),
    ("a ＞ 0", "full_width_sign", 3), ("'open", "unclosed_text", 1), ("1a", "bad_number", 1),
    ("a = = b", "unexpected_sign", 5), ("a in 3", "expected_sign", 6),
    ("cast(a as money)", "unknown_type", 11), ("date '2026-02-30'", "bad_date_literal", 6),
    ("社群 = ？", "unexpected_sign", 6), ("1e", "bad_number", 1), ("2e400", "bad_number", 1),
  ])
  func mistakesAreNamedWhereTheyAre(text: String, code: String, column: Int) {
    let start = Place(file: "p.yaml", line: 3, column: 1)
    do {
      _ = try ParsedExpression(text, at: start)
      Issue.record("no problem in \(text)")
    } catch {
      #expect(error.first.code == code)
      #expect(error.first.place?.column == column)
    }
  }
}
