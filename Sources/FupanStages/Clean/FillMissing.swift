import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `fill_missing`: a fixed value where there is none.
///
///     - fill_missing: {columns: [region], with: 未知}
///     - fill_missing: {columns: [refund_amount], with: 0}
package struct FillMissing: TransformStage {
  package static let about = StageDescription(
    "fill_missing", .clean, "Puts a fixed value where one is missing.")

  @Parameter("Columns to fill.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter("The value to put there, as the column's type writes it: 未知, 0, 2026-04-10.")
  var with: Located<String>

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let binder = input.binder()
    return try input.replacing(try input.fields(columns)) { field throws(Problems) in
      let value = try Expression.literal(with.value, like: field, at: with.place)
      return try binder.call("coalesce", [Expression(field), value], at: scope.origin.place)
    }
  }
}
