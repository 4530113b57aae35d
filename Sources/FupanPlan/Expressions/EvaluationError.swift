import FupanDiagnostics

/// A row for which an expression has no value: an overflow, a cast that does not fit.
package struct EvaluationError: Error, Sendable {
  package var message: Message
  package var facts: [Fact]
  /// The row within the batch.
  package var row: Int

  package init(_ message: Message, row: Int, facts: [Fact] = []) {
    self.message = message
    self.row = row
    self.facts = facts
  }

  /// The error, which tells whose value it was. Names that only a plan has are not told.
  func of(column name: String) -> EvaluationError {
    if name.hasPrefix("_") { return self }
    var copy = self
    copy.facts += [
      Fact("name", .text(name)), Fact("of", .phrase(en: " of '\(name)'", zh: "“\(name)”里")),
    ]
    return copy
  }
}
