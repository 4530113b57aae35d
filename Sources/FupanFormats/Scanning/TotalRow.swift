/// A total row as the file has it.
package struct TotalRow: Hashable, Sendable {
  package var file: Int32
  package var line: Int64
  /// How the export calls it: the row's first filled cell where that is a label, else empty.
  package var label: String
  /// The cells of the reader's schema, nil where empty.
  package var cells: [String?]

  package init(file: Int32, line: Int64, label: String = "", cells: [String?]) {
    self.file = file
    self.line = line
    self.label = label
    self.cells = cells
  }
}
