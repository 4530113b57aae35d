import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `aggregate`: one row for each combination of columns.
///
///     - aggregate: {by: distributor, into: {buyers: count(distinct person_id), revenue: sum(net_paid)}}
package struct Aggregate: TransformStage {
  package static let about = StageDescription(
    "aggregate", .aggregate, "Reduces rows to one for each combination of columns.")

  @Parameter("Columns to make one row for each combination of.") var by: [ColumnName] = []
  @Parameter("New columns and the aggregate expressions they hold.", .nonEmpty)
  var into: OrderedMap<ParsedExpression>
  @Parameter("What 'earlier' means for first and last.") var order: [ColumnName] = []
  @Parameter("What happens where the order leaves first or last open.") var ties: TiePolicy = .error

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    try input.aggregated(
      into.entries.map { ($0.name, $0.value) }, by: try input.names(by),
      order: try input.names(order).map { SortKey($0) }, ties: ties, parameters: scope.parameters,
      readsText: scope.readsText, meantAsText: scope.meantAsText)
  }
}
