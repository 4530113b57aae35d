import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `drop`: all columns but some.
///
///     - drop: [remark, buyer_name]
package struct Drop: TransformStage {
  package static let about = StageDescription("drop", .clean, "Leaves out some columns.")

  @Parameter("The columns to leave out.", .principal, .nonEmpty) var columns: [ColumnName]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let rest = try input.dropping(try input.names(columns))
    if rest.schema.fields.isEmpty {
      throw Problems(Diagnostic(.noColumnLeft, at: scope.origin.place))
    }
    return rest
  }
}
