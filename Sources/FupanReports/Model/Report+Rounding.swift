extension Report {
  /// How halves are rounded where a figure is shown; figures themselves are kept unrounded.
  package enum Rounding: String, Hashable, Codable, Sendable, CaseIterable {
    /// Away from zero, as spreadsheets and SQL do: 2.665 is 2.67.
    case halfUp = "half_up"
    /// To the even neighbour: 2.665 is 2.66.
    case halfEven = "half_even"
  }
}
