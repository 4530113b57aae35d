/// The ordered fields of a relation; names are unique.
package struct Schema: Hashable, Sendable {
  package let fields: [Field]

  /// - Precondition: the names are unique; whoever builds a schema from user input checks first.
  package init(_ fields: [Field]) {
    precondition(Schema.areUnique(fields.map { $0.name }), "duplicate field names")
    self.fields = fields
  }

  private static func areUnique(_ names: [String]) -> Bool {
    // Few names are compared with each other sooner than they are hashed.
    guard names.count <= 32 else { return Set(names.map { Array($0.utf8) }).count == names.count }
    let lengths = names.map { $0.utf8.count }
    for index in names.indices {
      for other in 0..<index
      where lengths[other] == lengths[index]
        && names[other].utf8.elementsEqual(names[index].utf8)
      {
        return false
      }
    }
    return true
  }

  /// The names in order.
  package var names: [String] { fields.map { $0.name } }

  /// The position of the field with this name. Names are compared by their bytes: two spellings
  /// that differ only in Unicode normalisation are two names.
  package func index(of name: String) -> Int? {
    // Most names differ in length already.
    let length = name.utf8.count
    return fields.firstIndex {
      $0.name.utf8.count == length && $0.name.utf8.elementsEqual(name.utf8)
    }
  }

  /// The field with this name.
  package subscript(_ name: String) -> Field? { index(of: name).map { fields[$0] } }
}
