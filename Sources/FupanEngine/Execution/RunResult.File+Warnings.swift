import FupanDiagnostics
import FupanFormats

extension RunResult.File {
  /// The beginning of the file, or of its sheet.
  var place: Place { Place(file: path, sheet: sheet?.name, line: 1, column: 1) }

  /// What is worth telling of the file as a whole: headers among its rows, rows of another width, and
  /// a row count at which exports are cut off.
  var warnings: [Diagnostic] {
    guard let structure = input?.structure else { return [] }
    var found: [Diagnostic] = []
    func tell(_ message: Message, _ facts: KeyValuePairs<String, FactValue>) {
      found.append(Diagnostic(message, at: place, facts, severity: .warning))
    }
    let repeated = account.headers - structure.headerRows
    if repeated > 0 {
      tell(.headersRepeated, ["file": .text(path), "count": .integer(repeated)])
    }
    if account.padded > 0 {
      tell(.rowsPadded, ["file": .text(path), "count": .integer(account.padded)])
    }
    if isAtCap {
      let rows = account.read + account.rejected
      tell(.possibleTruncation, ["file": .text(path), "rows": .integer(rows)])
    }
    return found
  }

  /// Whether it ends exactly where such exports end, so that it may be cut off.
  package var isAtCap: Bool {
    guard let structure = input?.structure else { return false }
    return ExportCap.isReached(
      rows: account.read + account.rejected, lines: account.records, declared: structure.cap)
  }
}
