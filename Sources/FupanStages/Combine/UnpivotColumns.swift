import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `unpivot`: one row for each of several columns.
///
///     - unpivot: {columns: [q1, q2, q3], name: question, value: score}
///     - unpivot: {except: [resp_id], name: question, value: answer}
package struct UnpivotColumns: TransformStage {
  package static let about = StageDescription(
    "unpivot", .combine, "Makes one row for each of several columns: wide to long.")

  @Parameter("The columns that become rows.", .principal) var columns: [ColumnName] = []
  @Parameter("The columns that stay; all others become rows.") var except: [ColumnName] = []
  @Parameter("The new column that says which one a row is from.") var name: String = "name"
  @Parameter("The new column of its value.") var value: String = "value"
  @Parameter("Whether rows without a value stay.") var keepMissing: Bool = true

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    guard columns.isEmpty != except.isEmpty else {
      throw Problems(
        Diagnostic(.chooseOne, at: scope.origin.place, ["first": "columns", "second": "except"]))
    }
    let named = try input.names(columns + except)
    let turned =
      columns.isEmpty
      ? input.schema.names.filter { !named.contains($0) }
      : named.enumerated().filter { !named.prefix($0.offset).contains($0.element) }
        .map { $0.element }
    let long = try input.unpivoted(Unpivot(turned, name: name, value: value))
    if keepMissing { return long }
    let field = try long.binder().field(value, at: scope.origin.place)
    return long.filtered(
      where: try long.binder().call(
        "is_not_missing", [Expression(field)], at: scope.origin.place))
  }
}
