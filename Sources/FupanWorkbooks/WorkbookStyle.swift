/// How a cell looks: how its number is shown, and whether it is a heading.
package struct WorkbookStyle: Hashable, Sendable {
  /// A number format as spreadsheets write it, or nil for the usual one.
  package var numberFormat: String?
  package var role: Role

  /// What a cell is on the sheet.
  package enum Role: Hashable, Sendable {
    /// A value.
    case cell
    /// A value that sums others up.
    case total
    /// The head of a column.
    case head
    /// The title of a sheet or a table.
    case title
  }

  package init(numberFormat: String? = nil, role: Role = .cell) {
    self.numberFormat = numberFormat
    self.role = role
  }

  package static let plain = WorkbookStyle()
  package static let head = WorkbookStyle(role: .head)
  package static let title = WorkbookStyle(role: .title)
}
