/// Which fields of a file are wanted, and where: each has a slot, whichever columns read it.
struct FieldMapping: Sendable {
  /// The slot of each field, -1 where nobody wants it.
  private(set) var slotOfField: [Int32]
  /// The slot of each column of the schema, nil where the file lacks it.
  private(set) var slotOfColumn: [Int?] = []
  private(set) var slots = 0

  /// - Parameter fields: the field of each column, nil where the file lacks it.
  init(_ fields: [Int?], width: Int) {
    slotOfField = Array(repeating: -1, count: width)
    for field in fields {
      if let field, slotOfField[field] < 0 {
        slotOfField[field] = Int32(slots)
        slots += 1
      }
      slotOfColumn.append(field.map { Int(slotOfField[$0]) })
    }
  }
}
