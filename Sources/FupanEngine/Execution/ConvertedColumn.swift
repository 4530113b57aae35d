/// A column that a check reads from text.
struct ConvertedColumn: Hashable, Sendable {
  /// The check's position in the run's list of nodes.
  var node: Int
  /// The position of the conversion in the check.
  var conversion: Int
}
