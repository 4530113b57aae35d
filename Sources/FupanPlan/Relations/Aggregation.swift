import FupanData

/// One column of an aggregate: a function of a column within each group.
package struct Aggregation: Hashable, Sendable {
  /// The new column.
  package var name: String
  package var function: AggregateFunction
  /// The column it reads; nil counts rows.
  package var column: String?
  /// What "earlier" means for first and last.
  package var order: [SortKey]
  package var ties: TiePolicy

  package init(
    _ name: String, _ function: AggregateFunction, of column: String? = nil,
    order: [SortKey] = [], ties: TiePolicy = .error
  ) {
    self.name = name
    self.function = function
    self.column = column
    self.order = order
    self.ties = ties
  }
}

/// What happens where two rows are equal in an order and the result depends on which comes first.
package enum TiePolicy: String, Hashable, Sendable, CaseIterable {
  /// An error that names both lines.
  case error
  /// The row that was read first comes first.
  case inputOrder = "input_order"
  /// Whichever comes first, what the plan makes of the result is the same: only plans of our own can
  /// know that.
  case immaterial

  /// What users may say.
  package static var allCases: [TiePolicy] { [.error, .inputOrder] }
}
