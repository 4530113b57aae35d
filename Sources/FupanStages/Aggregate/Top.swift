import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `top`: the rows with the largest values.
///
///     - top: {of: revenue, rows: 20}
package struct Top: TransformStage {
  package static let about = StageDescription(
    "top", .aggregate,
    "Keeps the rows with the largest values; equal ones follow the other columns.")

  @Parameter("What is measured.", .principal) var of: ColumnName
  @Parameter("How many rows stay.", .atLeast(1)) var rows: Int = 10
  @Parameter("Which end: the largest values, or the smallest.") var order: End = .largest

  /// Which end of the values.
  package enum End: String, ParameterChoice {
    case largest, smallest
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var field = try input.binder().field(of)
    guard field.type.isOrdered else {
      throw Problems(Diagnostic(.cannotGroup, at: of.place, ["name": .text(field.name)]))
    }
    var ranked = input
    // Between pipes numbers arrive as text and are ranked by value.
    let isRead = scope.reads(field)
    let rank = Relation.hiddenName("rank", in: input.schema)
    if isRead {
      ranked = try input.extended([
        Projection(rank, Expression(field).cast(to: .wideDecimal(scale: 9)))
      ])
      field = Field(rank, .wideDecimal(scale: 9))
    }
    let first = SortKey(field.name, order == .largest ? .descending : .ascending, nulls: .last)
    // The other columns make the order total, so that every engine keeps the same rows.
    let others = input.schema.fields.filter { $0.name != of.text && $0.type.isOrdered }
    let top = ranked.top(rows, order: [first] + others.map { SortKey($0.name) })
    return isRead ? try top.dropping([rank]) : top
  }
}
