import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `segment`: a name for each row by the first rule that holds.
///
/// A condition that is missing does not hold, and is counted in `unjudged`.
///
///     - segment:
///         into: band
///         rules:
///           - 高额: net_paid >= 500
///           - 中额: net_paid >= 100
///         otherwise: 小额
package struct Segment: TransformStage {
  package static let about = StageDescription(
    "segment", .segment, "Names each row by the first rule that holds for it.")

  @Parameter("Names with their conditions; the first that is true wins.", .principal, .nonEmpty)
  var rules: [Named<ParsedExpression>]
  @Parameter("The new column.") var into: String = "segment"
  @Parameter("The name of rows for which no rule holds.") var otherwise: String = "未分层"
  @Parameter("A further new column: the number of the rule that holds.") var number: String?
  @Parameter("A further new column: how many rules before it could not be judged.")
  var unjudged: String?

  package init() {}

  package var remarks: [Diagnostic] { RuleRanges.lint(rules.map { ($0.name, $0.settings) }) }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var branches: [Expression.Branch] = []
    for rule in rules {
      let condition = found.gather { () throws(Problems) in
        try input.binder(in: scope).condition(rule.settings)
      }
      if let condition {
        branches.append(
          Expression.Branch(condition: condition, value: Expression(literal: .text(rule.name))))
      }
    }
    if let problems = Problems(found) { throw problems }
    func column(_ values: [Expression], otherwise: Expression) -> Expression {
      Expression(
        .conditional(
          zip(branches, values).map {
            Expression.Branch(condition: $0.condition, value: $1)
          }, otherwise: otherwise), type: otherwise.type, isPersonal: false)
    }
    var columns = [
      Projection(
        into,
        column(branches.map { $0.value }, otherwise: Expression(literal: .text(otherwise))))
    ]
    if let number {
      columns.append(
        Projection(
          number,
          column(
            branches.indices.map { Expression(literal: .integer(Int64($0 + 1))) },
            otherwise: Expression(literal: .missing, type: .integer))))
    }
    if let unjudged {
      let missed = try input.missed(branches.map { $0.condition })
      columns.append(
        Projection(
          unjudged,
          column(Array(missed.dropLast()), otherwise: missed[missed.count - 1])))
    }
    return try input.extended(columns)
  }
}

extension Relation {
  /// For each condition how many of those before it are missing, and of all of them at the end.
  func missed(_ conditions: [Expression]) throws(Problems) -> [Expression] {
    var counts = [Expression(literal: .integer(0))]
    for condition in conditions {
      let isMissing = Expression.Branch(
        condition: try binder().call("is_missing", [condition], at: nil),
        value: Expression(literal: .integer(1)))
      counts.append(
        try binder().call(
          "add",
          [
            counts[counts.count - 1],
            Expression(
              .conditional([isMissing], otherwise: Expression(literal: .integer(0))),
              type: .integer),
          ], at: nil))
    }
    return counts
  }
}
