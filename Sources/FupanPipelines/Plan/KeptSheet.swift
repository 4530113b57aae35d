import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats

/// A kind of sheet that a team keeps by hand, known by its headers, Chinese or English.
///
/// Its rows become the nodes that YAML would have given, each with its cell as its place: what is
/// wrong is told with `plan/计划.xlsx:目标!C4`.
struct KeptSheet: Sendable {
  let columns: [Column]
  /// The settings that every entry has; by their headers the sheet is known.
  let needed: [Needed]
  /// How many known headers a sheet of this kind has at least.
  let fewestHeaders: Int
  /// The setting that templates fill in ahead: a row with nothing else is still to be written.
  var ahead: String?

  /// A column: the setting it holds and the headers it may have, the one of templates first.
  struct Column: Sendable {
    let key: String
    let headers: [String]
    let cells: Cells

    init(_ key: String, _ headers: String..., as cells: Cells = .text) {
      self.key = key
      self.headers = headers
      self.cells = cells
    }

    /// The header that templates have.
    func header(in language: Language) -> String { language == .english ? key : headers[0] }
  }

  /// What the cells of a column hold.
  enum Cells: Sendable {
    case text
    case day
    case time
    /// Several names in one cell.
    case names
    /// One of these words.
    case choice([Word])
    /// Often one of these words, or another.
    case usual([Word])
  }

  /// A word of a drop-down; in Chinese and as the setting has it, which is also the English one.
  struct Word: Sendable {
    let chinese: String
    /// Nil where there is only the Chinese one.
    let setting: String?

    init(_ chinese: String, _ setting: String? = nil) {
      self.chinese = chinese
      self.setting = setting
    }
  }

  /// A setting that every entry has.
  struct Needed: Sendable {
    let key: String
    let kind: ParameterKind

    init(_ key: String, _ kind: ParameterKind = .text) {
      self.key = key
      self.kind = kind
    }
  }

  /// Columns for the team's own use.
  private static let remarks = ["备注", "说明", "notes", "remark"]
  /// Rows above the header at most.
  private static let searched = 20

  /// Where the header stands among the rows of a sheet; nil where it is another sheet.
  func header(of rows: [WorkbookFile.Row]) -> Int? {
    rows.prefix(KeptSheet.searched).firstIndex { row in
      let keys = row.cells.compactMap { column(of: HeaderName.cleaned($0))?.key }
      return keys.count >= fewestHeaders && needed.allSatisfy { keys.contains($0.key) }
    }
  }

  /// The entries below a header.
  func entries(
    of rows: [WorkbookFile.Row], below head: Int, at sheet: SheetPlace,
    gathering problems: inout [Diagnostic]
  ) -> [Node] {
    let found = rows[head].cells.enumerated().map { index, cell in
      known(HeaderName.cleaned(cell), at: sheet.place(rows[head].number, index), &problems)
    }
    var entries: [Node] = []
    for row in rows[(head + 1)...] {
      var settings: [Node.Entry] = []
      for (index, cell) in row.cells.enumerated() where index < found.count {
        let text = cell.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let column = found[index], !text.isEmpty else { continue }
        let place = sheet.place(row.number, index)
        settings.append(
          Node.Entry(key: column.key, keyPlace: place, value: column.cells.node(text, at: place)))
      }
      guard settings.contains(where: { $0.key != ahead }) else { continue }
      let missing = needed.filter { needed in !settings.contains { $0.key == needed.key } }
      for setting in missing {
        let index = found.firstIndex { $0?.key == setting.key } ?? 0
        problems.append(
          Diagnostic(
            .missingParameter, at: sheet.place(row.number, index),
            ["parameter": .text(setting.key), "expected": setting.kind.described]))
      }
      if missing.isEmpty {
        entries.append(Node(.mapping(settings), style: .block, at: sheet.place(row.number, 0)))
      }
    }
    return entries
  }

  private func column(of header: String) -> Column? {
    columns.first { $0.key == header || $0.headers.contains(header) }
  }

  private func known(
    _ header: String, at place: Place, _ problems: inout [Diagnostic]
  ) -> Column? {
    if let column = column(of: header) { return column }
    if header.isEmpty || KeptSheet.remarks.contains(header.lowercased()) { return nil }
    let known = columns.map { $0.headers[0] }
    var problem = Diagnostic(
      .ledgerColumn, at: place, ["header": .text(header), "known": .list(known)])
    if let nearest = NearestName.to(header, among: known) {
      problem = problem.with("suggestion", .suggestion(nearest))
    }
    problems.append(problem)
    return nil
  }
}

/// A sheet as problems name it.
struct SheetPlace {
  let file: String
  let sheet: String

  /// A cell by the row's number on the sheet, from 1, and the column's index.
  func place(_ row: Int, _ column: Int) -> Place {
    Place(file: file, sheet: sheet, line: row, column: column + 1)
  }
}

extension KeptSheet.Cells {
  /// A cell's text as the document would have it.
  fileprivate func node(_ text: String, at place: Place) -> Node {
    func scalar(_ text: String) -> Node { Node(.scalar(text), style: .argument, at: place) }
    switch self {
    case .text: return scalar(text)
    case .names:
      let names = text.split { "、,，;； ".contains($0) || $0.isNewline }
      return Node(.sequence(names.map { scalar(String($0)) }), style: .flow, at: place)
    case .day: return scalar(KeptSheet.day(text.prefix { $0 != "T" && $0 != " " }) ?? text)
    case .time:
      let parts = text.replacing("：", with: ":").split(maxSplits: 1) { $0 == " " || $0 == "T" }
      guard parts.count == 2, let day = KeptSheet.day(parts[0]) else {
        return scalar(parts.count == 1 ? String(parts[0]) : text)
      }
      return scalar("\(day) \(parts[1])")
    case .choice(let words), .usual(let words):
      return scalar(words.first { $0.chinese == text }?.setting ?? text)
    }
  }
}

extension KeptSheet {
  /// A day as documents write it, where a text is one: `2026/5/1`, `2026年5月1日`.
  fileprivate static func day(_ text: Substring) -> String? {
    let parts = text.split { "-/.年月日".contains($0) }
    guard parts.count == 3, parts[0].count == 4 else { return nil }
    return parts.map { $0.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-")
  }
}
