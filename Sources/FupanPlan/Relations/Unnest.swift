/// One row for each item of a list column.
package struct Unnest: Hashable, Sendable {
  /// The list column; it is replaced by its items.
  package var column: String
  /// The name of the items' column.
  package var into: String
  /// Whether a row with an empty or missing list stays, with a missing item.
  package var keepsEmpty: Bool

  package init(_ column: String, into: String, keepsEmpty: Bool) {
    self.column = column
    self.into = into
    self.keepsEmpty = keepsEmpty
  }
}
