import FupanDiagnostics

/// A reader that is given arbitrary bytes: whatever they are, it delivers rows or says what is wrong.
///
///     try FuzzTarget.csv.read(bytes)     // throws a FuzzFinding where the reader breaks a promise
package enum FuzzTarget: String, CaseIterable, Sendable {
  case csv, json, yaml, expression, zip, workbook, sheet

  /// Hands the bytes to the reader and asserts what it promises of every input.
  ///
  /// - Throws: ``FuzzFinding``; that bytes are refused is none.
  package func read(_ bytes: [UInt8]) throws {
    switch self {
    case .csv: try DelimitedFuzzing.read(bytes)
    case .json: try JSONFuzzing.read(bytes)
    case .yaml: try DocumentFuzzing.read(bytes)
    case .expression: try ExpressionFuzzing.read(bytes)
    case .zip: try ZipFuzzing.read(bytes)
    case .workbook: try WorkbookFuzzing.read(bytes)
    case .sheet: try WorkbookFuzzing.readSheet(bytes)
    }
  }
}
