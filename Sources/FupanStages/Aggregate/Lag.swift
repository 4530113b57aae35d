import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `lag`: the value of an earlier row, or of a later one.
///
///     - lag: {of: revenue, order: day, into: day_before}
///     - lag: {of: paid_at, by: person_id, order: paid_at, rows: -1, into: next_order}
package struct Lag: TransformStage {
  package static let about = StageDescription(
    "lag", .aggregate, "Adds the value that a column has some rows before, or after.")

  @Parameter("The column whose value is wanted.", .principal) var of: ColumnName
  @Parameter("Columns to look back separately for each combination of.") var by: [ColumnName] = []
  @Parameter("What 'before' means: the columns to order rows by.", .nonEmpty)
  var order: [ColumnName]
  @Parameter("How many rows before; below 0 that many after.", .in(-1_000_000...1_000_000))
  var rows: Int = 1
  @Parameter("The new column.", .nonEmpty) var into: String = "previous"
  @Parameter("What happens where two rows are equal in the order.") var ties: TiePolicy = .error

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let field = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(of, in: input, scope)
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    let sorting = found.gather { () throws(Problems) in try prepared.order(order, in: scope) }
    if let problems = Problems(found) { throw problems }
    guard let field, let keys, let sorting else {
      preconditionFailure("a missing column is a problem")
    }
    let kind: WindowFunction.Kind = rows < 0 ? .lead(-rows) : .lag(rows)
    let value = try prepared.window(
      by: keys, order: sorting, ties: ties, (into, WindowFunction("", kind, of: field.name)))[0]
    return try prepared.adding(Projection(keeping: value, as: into))
  }
}
