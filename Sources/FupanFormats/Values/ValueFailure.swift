import FupanDiagnostics

/// A cell that could not be read as a value of its column.
package struct ValueFailure: Sendable {
  /// The row in the column.
  package var row: Int
  /// Why, without the cell's text: values go to the rejects file only.
  package var message: Message
  package var facts: [Fact]

  package init(row: Int, message: Message, facts: [Fact] = []) {
    self.row = row
    self.message = message
    self.facts = facts
  }
}
