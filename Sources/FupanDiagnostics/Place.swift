/// A point in a file the user can open: where a setting was written or a record starts.
///
///     spring.yaml:14:24
package struct Place: Hashable, Sendable {
  /// The file as the user named it, or `command line` for an option.
  package var file: String
  /// The physical line, counted from 1.
  package var line: Int
  /// The character on that line, counted from 1.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// What stands for a file where a setting was given as an option.
  package static let commandLine = "command line"

  /// The place `characters` further to the right on the same line.
  package func advanced(by characters: Int) -> Place {
    Place(file: file, line: line, column: column + characters)
  }
}

extension Place: Comparable {
  package static func < (left: Place, right: Place) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.line != right.line { return left.line < right.line }
    return left.column < right.column
  }
}

extension Place: CustomStringConvertible {
  package var description: String { "\(file):\(line):\(column)" }
}
