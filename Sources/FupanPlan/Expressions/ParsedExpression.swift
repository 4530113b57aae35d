import FupanDiagnostics

/// An expression of the document: its text, its syntax, and where it was written.
///
///     let net = try ParsedExpression("paid_amount - coalesce(refund_amount, 0)", at: place)
package struct ParsedExpression: Hashable, Sendable {
  /// The text as written.
  package let text: String
  package let syntax: ExpressionSyntax
  /// Where the first character stands, or nil for expressions of our own.
  package let start: Place?
  private let places: TextPlaces?

  /// - Throws: what is wrong with the spelling, and where.
  package init(_ text: String, places: TextPlaces) throws(Problems) {
    self.text = text
    self.start = places.start
    self.places = places
    var parser = try ExpressionParser(text) { offset in places.place(at: offset) }
    syntax = try parser.parseAll()
  }

  /// - Throws: what is wrong with the spelling, and where.
  package init(_ text: String, at start: Place? = nil) throws(Problems) {
    self.text = text
    self.start = start
    places = nil
    var parser = try ExpressionParser(text) { offset in start?.advanced(by: offset) }
    syntax = try parser.parseAll()
  }

  package init(_ syntax: ExpressionSyntax, text: String, at start: Place?) {
    self.syntax = syntax
    self.text = text
    self.start = start
    places = nil
  }

  /// The place of a part.
  package func place(at offset: Int) -> Place? {
    places?.place(at: offset) ?? start?.advanced(by: offset)
  }
}
