import FupanDiagnostics

/// A row that could not be used: why, and where it was read.
package struct Rejection: Sendable {
  /// Why, as a message with its facts; its place carries file, line and column.
  package var diagnostic: Diagnostic
  /// The position of the file in the scan's list, to sort by.
  package var file: Int32
  /// The physical line on which the record starts.
  package var line: Int64
  /// The column's name, where one value is to blame.
  package var column: String?
  /// The stage that refused it (`read_csv`, `parse`, `expect`).
  package var stage: String
  /// The cell or record as it stands in the file, for the rejects file only.
  package var value: [UInt8]

  package init(
    _ diagnostic: Diagnostic, file: Int32, line: Int64, column: String? = nil, stage: String,
    value: [UInt8] = []
  ) {
    self.diagnostic = diagnostic
    self.file = file
    self.line = line
    self.column = column
    self.stage = stage
    self.value = value
  }
}
