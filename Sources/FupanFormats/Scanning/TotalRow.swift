/// A total row as the file has it.
package struct TotalRow: Hashable, Sendable {
  package var file: Int32
  package var line: Int64
  /// The cells of the reader's schema, nil where empty.
  package var cells: [String?]

  package init(file: Int32, line: Int64, cells: [String?]) {
    self.file = file
    self.line = line
    self.cells = cells
  }
}
