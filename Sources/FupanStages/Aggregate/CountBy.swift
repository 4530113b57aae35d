import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `count_by`: how many rows there are of each combination, the most frequent first.
///
/// A missing value is a group too. Equal counts follow the columns.
///
///     - count_by: region
///     - count_by: {by: [platform, status], into: orders}
package struct CountBy: TransformStage {
  package static let about = StageDescription(
    "count_by", .aggregate,
    "Counts the rows of each combination of columns, the most frequent first, with shares.")

  @Parameter("Columns to count each combination of.", .principal, .nonEmpty) var by: [ColumnName]
  @Parameter("The new column of counts.", .nonEmpty) var into: String = "n"

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    for name in by {
      found.gather { () throws(Problems) in
        _ = try AnalysisColumns.grouping(name, in: input, scope)
      }
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: [into, "share"], scope)
      }
    }
    if let problems = Problems(found) { throw problems }
    try input.requireRowsOfOneThing(at: scope.origin.place)
    let keys = by.map { $0.text }
    return
      try input
      .aggregated([Aggregation(into, .count)], by: keys)
      .withShare(of: into, by: [], into: "share")
      .sorted([SortKey(into, .descending)] + keys.map { SortKey($0) })
  }
}
