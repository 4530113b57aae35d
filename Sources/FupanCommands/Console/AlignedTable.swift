import FupanData
import FupanDiagnostics

/// Rows in columns of equal width for a terminal, numbers to the right.
struct AlignedTable {
  private let header: [String]
  private let isNumeric: [Bool]
  private let rows: [[String]]
  /// A cell is cut beyond so many columns of the terminal.
  private static let maximumWidth = 40

  init(_ table: Table) {
    header = table.schema.names.map { AlignedTable.shown($0) }
    isNumeric = table.schema.fields.map { $0.type.isNumeric }
    rows = table.rows.map { row in row.map { AlignedTable.shown($0.text ?? "") } }
  }

  /// - Parameters:
  ///   - isWhole: whether cells are shown however long they are.
  ///   - numeric: the columns that stand on the right.
  init(header: [String], rows: [[String]], isWhole: Bool = false, numeric: Range<Int> = 0..<0) {
    func shown(_ text: String) -> String {
      isWhole ? TerminalText.escaped(text) : AlignedTable.shown(text)
    }
    self.header = header.map { shown($0) }
    self.rows = rows.map { row in row.map { shown($0) } }
    isNumeric = header.indices.map { numeric.contains($0) }
  }

  var text: String {
    let widths = header.indices.map { index in
      ([header[index]] + rows.map { $0[index] }).map { DisplayWidth.of($0) }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { index in
        let blanks = String(repeating: " ", count: widths[index] - DisplayWidth.of(cells[index]))
        return isNumeric[index] ? blanks + cells[index] : cells[index] + blanks
      }
      var text = padded.joined(separator: "  ")
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return line(header) + line(rule) + rows.map(line).joined()
  }

  private static func shown(_ text: String) -> String {
    let safe = TerminalText.escaped(text)
    guard DisplayWidth.of(safe) > maximumWidth else { return safe }
    var result = ""
    var width = 0
    for character in safe {
      width += DisplayWidth.of(character)
      if width >= maximumWidth { break }
      result.append(character)
    }
    return result + "…"
  }
}
