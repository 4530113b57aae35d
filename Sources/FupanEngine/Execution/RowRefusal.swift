import FupanDiagnostics

/// A row that ends the run once those before it have gone on.
struct RowRefusal: Sendable {
  /// The row's number among those that a step was given.
  var row: Int
  var problems: Problems

  /// This one or another, whichever is of the earlier row.
  func earlier(_ other: RowRefusal) -> RowRefusal { other.row < row ? other : self }
}
