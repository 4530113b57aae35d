extension Expression {
  /// The column whose order and equality its values have, row for row: the column it passes on, or the
  /// instant whose microseconds it counts.
  package var sourceOfOrder: String? {
    switch form {
    case .column(let name): name
    case .call(DateFunctions.microseconds.name, let arguments): arguments[0].sourceOfOrder
    case .call, .literal, .conditional, .cast: nil
    }
  }
}
