import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `rank`: each row's place by a value, 1 for the first; equal values have the same place.
///
/// A missing value has no place.
///
///     - rank: revenue
///     - rank: {of: revenue, by: region, into: place}
package struct Rank: TransformStage {
  package static let about = StageDescription(
    "rank", .aggregate, "Numbers the rows by a value; equal values have the same number.")

  @Parameter("What is measured.", .principal) var of: ColumnName
  @Parameter("Columns to rank separately for each combination of.") var by: [ColumnName] = []
  @Parameter("The new column.", .nonEmpty) var into: String = "rank"
  @Parameter("Which end is first: the largest values, or the smallest.") var order: Top.End =
    .largest
  @Parameter("Whether no number is left out after equal values: 1, 1, 2 and not 1, 1, 3.")
  var dense: Bool = false

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let field = found.gather { () throws(Problems) in
      let field = try AnalysisColumns.grouping(of, in: input, scope)
      // Between pipes numbers arrive as text and are ranked by value.
      return scope.reads(field) ? try prepared.number(of, in: scope) : field
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let field, let keys else { preconditionFailure("a missing column is a problem") }

    let place = try prepared.window(
      by: keys,
      order: [SortKey(field.name, order == .largest ? .descending : .ascending, nulls: .last)],
      (into, WindowFunction("", dense ? .denseRank : .rank)))[0]
    let isKnown = try prepared.rows.binder().call(
      "is_not_missing", [Expression(field)], at: of.place)
    return try prepared.adding(
      Projection(
        into,
        Expression(
          .conditional(
            [Expression.Branch(condition: isKnown, value: Expression(place))], otherwise: nil),
          type: .integer)))
  }
}
