import FupanDiagnostics
import FupanFormats
import FupanReports

/// A `report.json` that a command reads.
enum ReportInput {
  /// - Throws: a file that is missing, or no report.
  static func read(_ path: String) throws(Problems) -> Report {
    try Report(json: bytes(of: path), at: Place(file: path, line: 1, column: 1))
  }

  /// All bytes of a small file.
  ///
  /// - Throws: a file that is missing or cannot be read.
  static func bytes(of path: String) throws(Problems) -> [UInt8] {
    var input = try PeekedInput(path)
    while !input.isWhole { try input.peek(max(1 << 20, input.prefix.count * 2)) }
    return input.prefix
  }
}
