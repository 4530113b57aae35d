import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `sort`: rows in an order.
///
///     - sort: [region, revenue desc]
package struct Sort: TransformStage {
  package static let about = StageDescription(
    "sort", .clean,
    "Puts rows in the order of columns; missing values come last, equal rows stay as they are.")

  @Parameter(
    "Columns, the first the most important; 'revenue desc' puts the largest first.",
    .principal, .nonEmpty)
  var order: [SortColumn]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let keys = try SortColumn.keys(order, in: input)
    var prepared = PreparedRows(rows: input)
    var order: [SortKey] = []
    for key in keys {
      order += try prepared.order([ColumnName(key.column)], key.direction, in: scope)
    }
    let sorted = prepared.rows.sorted(order)
    return prepared.hidden.isEmpty ? sorted : try sorted.dropping(prepared.hidden)
  }
}
