import FupanDiagnostics

/// A column as the user named it, with the place where that was written.
package struct ColumnName: Hashable, Sendable {
  package let name: String
  package let place: Place?

  package init(_ name: String, at place: Place? = nil) {
    self.name = name
    self.place = place
  }
}
