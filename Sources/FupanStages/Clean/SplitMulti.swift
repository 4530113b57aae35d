import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `split_multi`: one row for each option of a multiple-choice answer.
///
///     - split_multi: {of: reasons, separator: ┋}
package struct SplitMulti: TransformStage {
  package static let about = StageDescription(
    "split_multi", .clean, "Makes one row for each option of a multiple-choice answer.")

  @Parameter("The column of answers: a list, or text with a separator.", .principal)
  var of: ColumnName
  @Parameter("What stands between the options of text.") var separator: String = "┋"
  @Parameter("The column of options; by default it takes the answers' name.") var into: String?
  @Parameter("Whether a row without an answer stays, its option missing.") var keepEmpty: Bool =
    false

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let field = try input.binder().field(of)
    var relation = input
    if field.type == .text {
      let list = try input.binder().call(
        "split", [Expression(field), Expression(literal: .text(separator))], at: of.place)
      relation = try input.extended([Projection(field.name, list)])
    }
    return try relation.unnested(
      Unnest(field.name, into: into ?? field.name, keepsEmpty: keepEmpty))
  }
}
