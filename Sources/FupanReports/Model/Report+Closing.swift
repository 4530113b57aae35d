extension Report {
  /// How a report came into the history: a campaign that was closed, or figures of an earlier one
  /// that somebody typed.
  package enum Closing: String, Hashable, Codable, Sendable, CaseIterable {
    /// Made from the data and frozen.
    case closed
    /// Entered by hand: nothing stands behind the figures but whoever wrote them.
    case entered
  }
}
