/// A column as a schema knows it: its name, its type and what is known about its values.
package struct Field: Hashable, Sendable {
  package var name: String
  package var type: DataType
  /// What its numbers count, or nil where nobody said.
  package var unit: Unit?
  /// Whether it tells who somebody is. Whatever is computed from it is personal too, except counts.
  package var isPersonal: Bool
  /// The thing one value belongs to (`order`, `item`) where that differs from the row.
  package var grain: String?
  /// The header as the export wrote it.
  package var originalName: String?

  package init(
    _ name: String, _ type: DataType, unit: Unit? = nil, isPersonal: Bool = false,
    grain: String? = nil, originalName: String? = nil
  ) {
    self.name = name
    self.type = type
    self.unit = unit
    self.isPersonal = isPersonal
    self.grain = grain
    self.originalName = originalName
  }

  /// The same field under another name.
  package func named(_ name: String) -> Field {
    var copy = self
    copy.name = name
    return copy
  }
}
