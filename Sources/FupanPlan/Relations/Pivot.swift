import FupanData

/// One row for several: columns made of the values of a column, which are known in advance.
package struct Pivot: Hashable, Sendable {
  /// A row for each combination of these.
  package var by: [String]
  /// The column that says which new column a row's value goes to.
  package var name: String
  /// What that column holds and the new column it stands for.
  package var columns: [Target]
  /// The column of the values; nil counts rows.
  package var value: String?
  package var combine: Combination

  /// A value of the naming column and its new column.
  package struct Target: Hashable, Sendable {
    package var value: Value
    package var column: String

    package init(_ value: Value, column: String) {
      self.value = value
      self.column = column
    }
  }

  /// What a cell holds where several rows meet in it.
  package enum Combination: String, Hashable, Sendable, CaseIterable {
    /// The value of the only row; a second one ends the run.
    case one
    case sum, count, min, max

    /// How the values of a cell become one.
    package var function: AggregateFunction {
      switch self {
      case .one: .first
      case .sum: .sum
      case .count: .count
      case .min: .min
      case .max: .max
      }
    }
  }

  package init(
    by: [String], name: String, columns: [Target], value: String?, combine: Combination
  ) {
    self.by = by
    self.name = name
    self.columns = columns
    self.value = value
    self.combine = combine
  }
}
