/// One row for each of several columns of one type.
package struct Unpivot: Hashable, Sendable {
  package var columns: [String]
  /// The column that names which one a row came from.
  package var name: String
  /// The column of its value.
  package var value: String

  package init(_ columns: [String], name: String, value: String) {
    self.columns = columns
    self.name = name
    self.value = value
  }
}
