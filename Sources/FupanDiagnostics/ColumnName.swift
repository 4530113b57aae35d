/// The name of a column, with the place where it was written.
///
/// Two names are equal where their texts are, wherever they were written.
package struct ColumnName: Sendable {
  package let text: String
  package let place: Place?

  package init(_ text: String, at place: Place? = nil) {
    self.text = text
    self.place = place
  }
}

extension ColumnName: Hashable {
  package static func == (left: ColumnName, right: ColumnName) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension ColumnName: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}
