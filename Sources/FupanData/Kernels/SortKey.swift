/// One column of an ordering: which, in which direction, and where missing values go.
package struct SortKey: Hashable, Sendable {
  /// Which way values go.
  package enum Direction: String, Hashable, Sendable {
    case ascending, descending
  }
  /// Where rows without a value stand.
  package enum Nulls: String, Hashable, Sendable {
    case first, last
  }

  package var column: String
  package var direction: Direction
  package var nulls: Nulls

  package init(
    _ column: String, _ direction: Direction = .ascending, nulls: Nulls = .last
  ) {
    self.column = column
    self.direction = direction
    self.nulls = nulls
  }
}
