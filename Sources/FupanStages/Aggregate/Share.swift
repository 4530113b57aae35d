import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `share`: each row's part of a column's sum.
///
/// The sum is exact. A missing value has no share, and nothing has one where the sum is 0.
///
///     - share: revenue
///     - share: {of: revenue, by: platform, into: share_of_platform}
package struct Share: TransformStage {
  package static let about = StageDescription(
    "share", .aggregate, "Adds each row's part of a column's sum, over all rows or in each group.")

  @Parameter("The column whose sum is shared.", .principal) var of: ColumnName
  @Parameter("Columns to share separately for each combination of.") var by: [ColumnName] = []
  @Parameter("The new column.", .nonEmpty) var into: String = "share"

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let field = found.gather { () throws(Problems) in try prepared.number(of, in: scope) }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let field, let keys else { preconditionFailure("a missing column is a problem") }
    prepared.rows = try prepared.rows.withShare(of: field.name, by: keys, into: into)
    return try prepared.adding()
  }
}
