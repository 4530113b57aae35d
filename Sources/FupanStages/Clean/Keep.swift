import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `keep`: the rows for which a condition is true.
///
///     - keep: paid_at is not null
package struct Keep: TransformStage {
  package static let about = StageDescription(
    "keep", .clean, "Keeps the rows for which a condition is true.")

  @Parameter("The condition; rows for which it is missing are dropped and counted.", .principal)
  var condition: ParsedExpression

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    input.filtered(where: try input.binder(in: scope).condition(condition))
  }
}
