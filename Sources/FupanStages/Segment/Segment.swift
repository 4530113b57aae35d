import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `segment`: a name for each row by the first rule that holds.
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

  package init() {}

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
    return try input.extended([
      Projection(
        into,
        Expression(
          .conditional(branches, otherwise: Expression(literal: .text(otherwise))), type: .text,
          isPersonal: false))
    ])
  }
}
