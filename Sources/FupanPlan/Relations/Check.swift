import FupanData

/// What rows must satisfy to go on.
package struct Check: Hashable, Sendable {
  /// Columns of text read as values, in place.
  package var conversions: [Conversion]
  /// Conditions that must be true.
  package var rules: [Rule]

  /// A condition that every row must satisfy; a missing answer does not.
  package struct Rule: Hashable, Sendable {
    /// What is checked, in the user's terms: `not_missing: paid_amount`.
    package var label: String
    package var condition: Expression
    /// The columns to name in a rejection.
    package var columns: [String]
    package var onError: OnError

    package init(
      _ label: String, _ condition: Expression, columns: [String], onError: OnError
    ) {
      self.label = label
      self.condition = condition
      self.columns = columns
      self.onError = onError
    }
  }

  package init(conversions: [Conversion] = [], rules: [Rule] = []) {
    self.conversions = conversions
    self.rules = rules
  }
}
