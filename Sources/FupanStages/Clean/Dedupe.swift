import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `dedupe`: one row for each key.
///
///     - dedupe: {by: person_id, order: joined_at, keep: first}
package struct Dedupe: TransformStage {
  package static let about = StageDescription(
    "dedupe", .clean, "Keeps one row for each key: the first or the last in an order.")

  @Parameter("Columns that make the key.", .principal, .nonEmpty) var by: [ColumnName]
  @Parameter("Columns to order the rows of a key by.") var order: [ColumnName] = []
  @Parameter("Which row stays.") var keep: End = .first
  @Parameter("What happens where two rows of a key are equal in the order.")
  var ties: TiePolicy = .error

  /// Which end of an order.
  package enum End: String, ParameterChoice {
    case first, last
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if order.isEmpty && ties == .error {
      throw Problems(Diagnostic(.neitherOrder, at: scope.origin.place))
    }
    var found: [Diagnostic] = []
    let keys = found.gather { () throws(Problems) in try input.names(by) }
    let columns = found.gather { () throws(Problems) in try input.names(order) }
    if let problems = Problems(found) { throw problems }
    // A missing place in the order never wins over a known one.
    let direction: SortKey.Direction = keep == .first ? .ascending : .descending
    return try input.deduplicated(
      by: keys ?? [], order: (columns ?? []).map { SortKey($0, direction, nulls: .last) },
      ties: ties)
  }
}
