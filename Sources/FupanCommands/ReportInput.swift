import FupanDiagnostics
import FupanFormats
import FupanReports

/// A `report.json` that a command reads.
enum ReportInput {
  /// - Throws: a file that is missing, or no report.
  static func read(_ path: String) throws(Problems) -> Report {
    var input = try PeekedInput(path)
    while !input.isWhole { try input.peek(max(1 << 20, input.prefix.count * 2)) }
    return try Report(json: input.prefix, at: Place(file: path, line: 1, column: 1))
  }
}
