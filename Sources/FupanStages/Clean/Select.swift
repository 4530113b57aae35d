import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `select`: only some columns, in this order.
///
///     - select: [external_userid, tier8, r_days]
package struct Select: TransformStage {
  package static let about = StageDescription(
    "select", .clean, "Keeps only some columns, in the order named.")

  @Parameter("The columns to keep.", .principal, .nonEmpty) var columns: [ColumnName]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    try input.selected(try input.names(columns))
  }
}
