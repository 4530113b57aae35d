/// A point in a file the user can open: where a setting was written or a record starts.
///
///     spring.yaml:14:24
///     plan/复盘台账.xlsx:问题!F12
package struct Place: Hashable, Sendable {
  /// The file as the user named it, or `command line` for an option.
  package var file: String
  /// The sheet of a workbook, whose rows and columns `line` and `column` then are.
  package var sheet: String?
  /// The physical line, counted from 1.
  package var line: Int
  /// The character on that line, counted from 1.
  package var column: Int

  package init(file: String, sheet: String? = nil, line: Int, column: Int) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.column = column
  }

  /// Where it is in its workbook, `问题!F12`; nil in any other file.
  package var cell: String? {
    sheet.map { "\($0)!\(CellReference(row: line, column: column))" }
  }

  /// What stands for a file where a setting was given as an option.
  package static let commandLine = "command line"

  /// The place `characters` further to the right on the same line.
  package func advanced(by characters: Int) -> Place {
    Place(file: file, sheet: sheet, line: line, column: column + characters)
  }
}

extension Place: Comparable {
  package static func < (left: Place, right: Place) -> Bool {
    func precedes(_ left: String, _ right: String) -> Bool? {
      left.utf8.elementsEqual(right.utf8) ? nil : left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    if let isBefore = precedes(left.file, right.file) { return isBefore }
    if let isBefore = precedes(left.sheet ?? "", right.sheet ?? "") { return isBefore }
    if left.line != right.line { return left.line < right.line }
    return left.column < right.column
  }
}

extension Place: CustomStringConvertible {
  package var description: String {
    cell.map { "\(file):\($0)" } ?? "\(file):\(line):\(column)"
  }
}
