import FupanMetrics

extension MetricQuery {
  /// The id of the receipt of a figure: what cards, rows and sentences name so that it leads there.
  ///
  ///     query.receipt(of: "revenue")           // "verdict.revenue"
  ///     query.receipt(of: "revenue", row: 2)   // "channels.revenue.3", of the third scope
  ///
  /// Receipts without a scope are all kept; of those with one, only those the report names.
  /// - Parameter row: the position in ``MetricTable/rows`` where the request has `by` columns.
  package func receipt(of metric: String, row: Int? = nil) -> String {
    "\(request.name).\(metric)" + (row.map { ".\($0 + 1)" } ?? "")
  }
}
