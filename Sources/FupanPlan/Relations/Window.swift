import FupanData

/// Partition, order and functions of a window.
package struct Window: Hashable, Sendable {
  package var partition: [String]
  package var order: [SortKey]
  package var ties: TiePolicy
  package var functions: [WindowFunction]

  package init(
    partition: [String], order: [SortKey], ties: TiePolicy = .error, functions: [WindowFunction]
  ) {
    self.partition = partition
    self.order = order
    self.ties = ties
    self.functions = functions
  }
}
