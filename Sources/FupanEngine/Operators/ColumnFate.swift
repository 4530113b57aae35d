/// What becomes of a column in a step.
enum ColumnFate: Hashable {
  /// The step looks at its values or makes others of them.
  case read
  /// It leaves as it came, under this name.
  case passed(as: String)
  case dropped
}
