import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `during`: the rows of some days.
///
///     - during: period
///     - during: {days: 2026-04-10..2026-04-13, at: created_at}
package struct During: TransformStage {
  package static let about = StageDescription(
    "during", .clean, "Keeps the rows of the campaign's period, another part of it, or some days.")

  @Parameter(
    "Which days: period, baseline, a phase, or days such as 2026-04-10..2026-04-13.", .principal)
  var days: Located<String>
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let range = try DaysWord.range(days, in: scope)
    let field = try TimeColumn.field(at, in: input, at: scope.origin.place)
    return input.filtered(where: try TimeColumn.condition(field, within: range, in: scope))
  }
}
