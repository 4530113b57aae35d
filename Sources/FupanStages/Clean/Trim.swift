import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `trim`: text without spaces at its ends.
///
///     - trim
///     - trim: [region, title]
package struct Trim: TransformStage {
  package static let about = StageDescription(
    "trim", .clean,
    "Takes spaces off the ends of text, full-width ones too; text of spaces only becomes missing.")

  @Parameter("The columns; by default all columns of text.", .principal)
  var columns: [ColumnName] = []
  @Parameter("Whether text of spaces only stays as empty text.") var keepEmpty: Bool = false

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let fields =
      columns.isEmpty
      ? input.schema.fields.filter { $0.type == .text } : try input.textFields(columns)
    let binder = input.binder()
    let place = scope.origin.place
    let trimmed = try input.replacing(fields) { field throws(Problems) in
      try binder.call("trim", [Expression(field)], at: place)
    }
    if keepEmpty { return trimmed }
    return try trimmed.replacing(fields) { field throws(Problems) in
      let isEmpty = try binder.call("equal", [Expression(field), .text("")], at: place)
      return .when(isEmpty, Expression(literal: .missing), otherwise: Expression(field))
    }
  }
}
