import FupanDiagnostics
import FupanFormats

extension RunResult.File {
  /// What is worth telling of the file as a whole: headers among its rows, rows of another width, and
  /// a row count at which exports are cut off.
  var warnings: [Diagnostic] {
    guard let structure = input?.structure else { return [] }
    var found: [Diagnostic] = []
    func tell(_ message: Message, _ facts: KeyValuePairs<String, FactValue>) {
      found.append(
        Diagnostic(
          message, at: Place(file: path, sheet: sheet?.name, line: 1, column: 1), facts,
          severity: .warning))
    }
    let repeated = account.headers - structure.headerRows
    if repeated > 0 {
      tell(.headersRepeated, ["file": .text(path), "count": .integer(repeated)])
    }
    if account.padded > 0 {
      tell(.rowsPadded, ["file": .text(path), "count": .integer(account.padded)])
    }
    let rows = account.read + account.rejected
    let isCapped =
      rows == structure.cap || RunResult.File.caps.contains(rows)
      || RunResult.File.lineCaps.contains(account.records)
    if isCapped, rows > 0 {
      tell(.possibleTruncation, ["file": .text(path), "rows": .integer(rows)])
    }
    return found
  }

  /// Rows at which platforms and spreadsheets end an export, without and with a header.
  private static let caps: Set<Int> = [10_000, 65_535, 65_536, 1_048_575, 1_048_576]
  /// Lines of a sheet, whatever stands in them.
  private static let lineCaps: Set<Int> = [65_536, 1_048_576]
}
