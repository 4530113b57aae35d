/// The ordered fields of a relation; names are unique.
package struct Schema: Hashable, Sendable {
  package let fields: [Field]

  /// - Precondition: the names are unique; whoever builds a schema from user input checks first.
  package init(_ fields: [Field]) {
    precondition(
      Set(fields.map { Array($0.name.utf8) }).count == fields.count, "duplicate field names")
    self.fields = fields
  }

  /// The names in order.
  package var names: [String] { fields.map { $0.name } }

  /// The position of the field with this name. Names are compared by their bytes: two spellings
  /// that differ only in Unicode normalisation are two names.
  package func index(of name: String) -> Int? {
    fields.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The field with this name.
  package subscript(_ name: String) -> Field? { index(of: name).map { fields[$0] } }
}
