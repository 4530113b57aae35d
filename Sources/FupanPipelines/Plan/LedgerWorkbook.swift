import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanMetrics

/// Ledgers that a team keeps in a workbook: a sheet of problems and a sheet of stories, known by
/// their headers, Chinese or English.
///
///     问题   编号 | 阶段 | 现象 | 类别 | … | 根因 | 改进 | 负责人 | 期限 | 状态
///     STAR   情境 | 任务 | 行动 | 结果 | 指标 | 负责人
///
/// What is wrong in a cell is told with its place: `plan/复盘台账.xlsx:问题!F12`. Sheets without these
/// headers, such as 假设 and 分工, are the team's own and not read.
package enum LedgerWorkbook {
  /// One kind of sheet.
  struct Kind {
    /// The settings of an entry and the headers that each may have, the one of templates first.
    let columns: [(key: String, headers: [String])]
    /// The setting by which the sheet is known.
    let known: String

    static let issues = Kind(
      columns: [
        ("id", ["编号"]), ("phase", ["阶段"]), ("symptom", ["现象", "问题"]), ("category", ["类别", "分类"]),
        ("count", ["次数"]), ("loss", ["损失", "损失金额"]), ("why1", ["为什么1"]), ("why2", ["为什么2"]),
        ("why3", ["为什么3"]), ("why4", ["为什么4"]), ("why5", ["为什么5"]), ("root_cause", ["根因"]),
        ("evidence", ["证据"]), ("improvement", ["改进", "改进措施"]), ("owner", ["负责人"]),
        ("due", ["期限", "截止日期"]), ("status", ["状态"]), ("check_metric", ["验证指标"]),
      ], known: "symptom")
    static let stories = Kind(
      columns: [
        ("situation", ["情境"]), ("task", ["任务"]), ("action", ["行动"]), ("result", ["结果"]),
        ("metric_refs", ["指标"]), ("owner", ["负责人"]),
      ], known: "situation")

    /// The setting that a header stands for.
    func key(of header: String) -> String? {
      columns.first { $0.key == header || $0.headers.contains(header) }?.key
    }
  }

  /// Columns for the team's own use.
  private static let remarks = ["备注", "说明", "notes", "remark"]
  /// Rows above the header at most.
  private static let searched = 20

  /// The entries of all sheets that are known.
  ///
  /// - Throws: a workbook that cannot be read, every column that is not known, and every cell that
  ///   does not fit.
  package static func read(_ path: String) throws(Problems) -> Ledgers {
    let book = try WorkbookFile(path)
    var found: [Diagnostic] = []
    var entries: [Node] = []
    var isKnown = false
    for sheet in book.sheets where !sheet.isHidden {
      let rows = try book.rows(of: sheet)
      guard let (kind, head) = header(of: rows) else { continue }
      isKnown = true
      entries += nodes(of: rows, below: head, kind, path, sheet.name, gathering: &found)
    }
    if !isKnown {
      found.append(
        Diagnostic(
          .ledgerWithoutSheets, ["file": .text(path), "sheets": .list(book.sheets.map { $0.name })])
      )
    }
    try Problems.throwIfAny(found)
    let root = Node(.sequence(entries), style: .block, at: Place(file: path, line: 1, column: 1))
    return try LedgerReader.read([root])
  }

  /// Whether a workbook has a sheet of problems or of stories.
  static func isLedgers(_ path: String) throws(Problems) -> Bool {
    let book = try WorkbookFile(path)
    for sheet in book.sheets where !sheet.isHidden {
      let input = try PeekedInput(sheet, of: book, prefixLength: 64 << 10)
      if header(of: book.rows(in: input)) != nil { return true }
    }
    return false
  }

  private static func header(of rows: [WorkbookFile.Row]) -> (Kind, Int)? {
    for (index, row) in rows.prefix(searched).enumerated() {
      let cells = row.cells.map { HeaderName.cleaned($0) }
      for kind in [Kind.issues, Kind.stories] {
        let keys = cells.compactMap { kind.key(of: $0) }
        if keys.contains(kind.known), keys.count > 2 { return (kind, index) }
      }
    }
    return nil
  }

  private static func nodes(
    of rows: [WorkbookFile.Row], below head: Int, _ kind: Kind, _ file: String, _ sheet: String,
    gathering problems: inout [Diagnostic]
  ) -> [Node] {
    func place(_ row: Int, _ column: Int) -> Place {
      Place(file: file, sheet: sheet, line: row, column: column + 1)
    }
    var keys: [String?] = []
    for (column, cell) in rows[head].cells.enumerated() {
      let header = HeaderName.cleaned(cell)
      let key = kind.key(of: header)
      keys.append(key)
      if key == nil, !header.isEmpty, !remarks.contains(header.lowercased()) {
        let known = kind.columns.map { $0.headers[0] }
        var problem = Diagnostic(
          .ledgerColumn, at: place(rows[head].number, column),
          ["header": .text(header), "known": .list(known)])
        if let nearest = NearestName.to(header, among: known) {
          problem = problem.with("suggestion", .suggestion(nearest))
        }
        problems.append(problem)
      }
    }
    var nodes: [Node] = []
    for row in rows[(head + 1)...] {
      var entry: [Node.Entry] = []
      for (column, cell) in row.cells.enumerated() where column < keys.count {
        let text = cell.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = keys[column], !text.isEmpty else { continue }
        entry.append(
          Node.Entry(
            key: key, keyPlace: place(row.number, column),
            value: value(text, of: key, at: place(row.number, column))))
      }
      // Templates number rows ahead; a row with nothing but its number is still to be written.
      guard entry.contains(where: { $0.key != "id" }) else { continue }
      let start = place(row.number, 0)
      if kind.known == Kind.issues.known, !entry.contains(where: { $0.key == "id" }) {
        let id = Node(.scalar("R\(row.number)"), style: .argument, at: start)
        entry.insert(Node.Entry(key: "id", keyPlace: start, value: id), at: 0)
      }
      if !entry.contains(where: { $0.key == kind.known }) {
        let column = keys.firstIndex { $0 == kind.known } ?? 0
        problems.append(
          Diagnostic(
            .missingParameter, at: place(row.number, column),
            ["parameter": .text(kind.known), "expected": .phrase(en: "text", zh: "文字")]))
        continue
      }
      nodes.append(Node(.mapping(entry), style: .block, at: start))
    }
    return nodes
  }

  private static func value(_ text: String, of key: String, at place: Place) -> Node {
    func scalar(_ text: String) -> Node { Node(.scalar(text), style: .argument, at: place) }
    switch key {
    case "metric_refs":
      let names = text.split { "、,，;； ".contains($0) || $0.isNewline }.map { scalar(String($0)) }
      return Node(.sequence(names), style: .flow, at: place)
    case "due":
      // A day that was typed as text, or one with a time.
      let parts = text.prefix { $0 != "T" && $0 != " " }
        .split { "-/.年月日".contains($0) }.map { String($0) }
      guard parts.count == 3, parts[0].count == 4 else { return scalar(text) }
      let padded = parts.map { $0.count == 1 ? "0" + $0 : $0 }
      return scalar(padded.joined(separator: "-"))
    default: return scalar(text)
    }
  }
}

extension Message {
  static let ledgerColumn = Message(
    "ledger_column", exit: .config, en: "a ledger has no column '{header}'{suggestion}",
    zh: "台账没有列“{header}”{suggestion}",
    hint: (
      en: "its columns are: {known}; 备注 is for your own use",
      zh: "台账的列有：{known}；“备注”列可自由使用"
    ))
  static let ledgerWithoutSheets = Message(
    "ledger_without_sheets", exit: .config,
    en: "'{file}' has no sheet of problems (现象, 改进, …) or stories (情境, 任务, …)",
    zh: "“{file}”中没有问题清单（现象、改进……）或 STAR（情境、任务……）工作表",
    hint: (
      en: "its sheets are: {sheets}; 'fupan init' writes a template",
      zh: "工作表有：{sheets}；fupan init 会写出模板"
    ))

  /// What can be wrong with ledgers in a workbook.
  package static let ledgerWorkbooks: [Message] = [ledgerColumn, ledgerWithoutSheets]
}
