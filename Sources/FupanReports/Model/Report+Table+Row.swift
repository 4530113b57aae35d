extension Report.Table {
  /// One row: a cell for each column.
  package struct Row: Hashable, Codable, Sendable {
    package var cells: [Report.Value]
    /// Whether the row sums the others.
    package var isTotal: Bool
    /// The metric the row tells of; the row goes when the metric is hidden.
    package var metric: String?
    /// The id of the ``Report/Receipt`` that explains the row.
    package var receipt: String?

    package init(
      _ cells: [Report.Value], isTotal: Bool = false, metric: String? = nil,
      receipt: String? = nil
    ) {
      self.cells = cells
      self.isTotal = isTotal
      self.metric = metric
      self.receipt = receipt
    }
  }
}
