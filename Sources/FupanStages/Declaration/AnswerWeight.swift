import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// The weight of a respondent, exact to six digits, in analyses that count answers.
///
/// A row without a weight, or with one below 0, is rejected.
struct AnswerWeight {
  /// The weight as a decimal of six digits.
  let expression: Expression

  /// The rows whose weight can be used, and the weight; nil where none is named.
  static func checked(
    _ name: ColumnName?, in input: Relation, _ scope: Scope
  ) throws(Problems) -> (rows: Relation, weight: AnswerWeight?) {
    guard let name else { return (input, nil) }
    let place = name.place ?? scope.origin.place
    let field = try input.binder().field(name.text, at: place)
    guard field.type == .text || field.type.isExactNumeric else {
      throw Problems(
        Diagnostic(
          .notAnAmount, at: place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    var rows = input
    if field.type == .text {
      rows = rows.checked(Check(conversions: [Conversion(field.name, .decimal(scale: 6))]))
    }
    let column = Expression(rows.schema[field.name] ?? field)
    let rule = try ExpressionBinder(schema: Schema([Field("weight", column.type)])).condition(
      ParsedExpression("weight >= 0"))
    rows = rows.checked(
      Check(rules: [
        Check.Rule(
          "weight: \(field.name) 0…", rule.reading("weight", as: column), columns: [field.name],
          onError: .reject)
      ]))
    return (rows, AnswerWeight(expression: column.cast(to: .decimal(scale: 6))))
  }

  /// The weight and its square as columns to be summed.
  func projections(of rows: Relation) throws(Problems) -> [Projection] {
    let square = try rows.binder().call("multiply", [expression, expression], at: nil)
    return [Projection("weight", expression), Projection("square", square)]
  }

  /// Σw and Σw² of each group.
  static let sums = [
    Aggregation("weight", .sum, of: "weight"), Aggregation("square", .sum, of: "square"),
  ]
}
