import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `derive`: new columns computed from each row.
///
///     - derive:
///         net_paid: paid_amount - coalesce(refund_amount, 0)
package struct Derive: TransformStage {
  package static let about = StageDescription(
    "derive", .clean, "Adds columns computed from each row, or replaces them.")

  @Parameter(
    "New columns and their expressions; a later one may use an earlier one.", .principal, .nonEmpty)
  var columns: OrderedMap<ParsedExpression>

  package init() {}

  package var namedColumns: [String] { columns.names }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var relation = input
    var found: [Diagnostic] = []
    for entry in columns.entries {
      do throws(Problems) {
        let expression = try relation.binder(in: scope).bind(entry.value)
        relation = try relation.extended([Projection(entry.name, expression)])
      } catch {
        found.append(contentsOf: error.all)
        relation = relation.incomplete
      }
    }
    if let problems = Problems(found) { throw problems }
    return relation
  }
}
