import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `rename`: other names for columns.
///
///     - rename: {date: 日期, amount: 金额}
package struct Rename: TransformStage {
  package static let about = StageDescription("rename", .clean, "Gives columns other names.")

  @Parameter("New names with the column each stands for.", .principal, .nonEmpty)
  var columns: OrderedMap<ColumnName>

  package init() {}

  package var namedColumns: [String] { columns.names }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    _ = try input.fields(columns.entries.map { $0.value })
    return try input.projected(
      input.schema.fields.map { field in
        let entry = columns.entries.first { $0.value.text == field.name }
        return Projection(keeping: field, as: entry?.name)
      })
  }
}
