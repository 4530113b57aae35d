import FupanDiagnostics
import FupanWorkbooks

/// An empty workbook for people to write in: headers that stay in sight, and drop-downs for what is
/// chosen from a list.
struct TemplateWorkbook: ~Copyable {
  /// Rows that are ready to be written in.
  private static let readyRows = 100

  private var book: Workbook
  private let language: Language

  init(_ language: Language) throws(Problems) {
    book = try Workbook()
    self.language = language
  }

  /// A sheet that is read by the kind.
  ///
  /// - Parameters:
  ///   - isNumbered: whether its first column has ids, numbered ahead and hidden, so that they stay
  ///     with their rows however those are sorted.
  ///   - first: what the first column has already.
  mutating func add(
    _ name: String, _ kind: KeptSheet, isNumbered: Bool = false, first: [String] = []
  ) throws(Problems) {
    let sheet = try add(name, headers: kind.columns.map { $0.header(in: language) })
    for (index, column) in kind.columns.enumerated() {
      switch column.cells {
      case .choice(let words): try offer(words, sheet, index, refusingOthers: true)
      case .usual(let words): try offer(words, sheet, index, refusingOthers: false)
      case .text, .day, .time, .names: break
      }
    }
    let ids = (1...TemplateWorkbook.readyRows).map { "P-" + ($0 < 10 ? "0" : "") + String($0) }
    for (row, text) in (isNumbered ? ids : first).enumerated() {
      try book.write(.text(text), sheet, row: row + 1, column: 0)
    }
    if isNumbered { book.hide(column: 0, sheet) }
  }

  /// A sheet that a pipeline reads as a dataset.
  ///
  /// - Parameter choices: what cells may hold, by their headers.
  mutating func add(
    _ name: String, headers: [String], choices: [(header: String, list: [String])] = []
  ) throws(Problems) -> Int {
    let sheet = try book.addSheet(name)
    for (column, header) in headers.enumerated() {
      try book.write(.text(header), sheet, row: 0, column: column, .head)
    }
    book.freeze(above: 1, sheet)
    for choice in choices {
      guard let column = headers.firstIndex(of: choice.header) else { continue }
      try book.addChoices(
        choice.list, sheet, rows: 1...TemplateWorkbook.readyRows, column: column)
    }
    return sheet
  }

  /// A sheet of explanations, the first line its heads, and the bytes of the file.
  consuming func finish(explaining lines: [[String]]) throws(Problems) -> [UInt8] {
    let notes = try book.addSheet(language == .english ? "Notes" : "说明")
    for (row, line) in lines.enumerated() {
      for (column, text) in line.enumerated() {
        try book.write(.text(text), notes, row: row, column: column, row == 0 ? .head : .plain)
      }
    }
    return try book.finish()
  }

  /// Whether a sheet is one of explanations, by its name.
  static func isNotes(_ name: String) -> Bool { ["Notes", "说明"].contains(name) }

  private func offer(
    _ words: [KeptSheet.Word], _ sheet: Int, _ column: Int, refusingOthers: Bool
  ) throws(Problems) {
    let list = words.compactMap { language == .english ? $0.setting : $0.chinese }
    guard !list.isEmpty else { return }
    try book.addChoices(
      list, sheet, rows: 1...TemplateWorkbook.readyRows, column: column,
      refusingOthers: refusingOthers)
  }
}
