import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanMetrics

/// Ledgers that a team keeps in a workbook: a sheet each, known by its headers, Chinese or English.
///
///     问题   编号 | 阶段 | 现象 | 类别 | … | 根因 | 改进 | 负责人 | 期限 | 状态
///     STAR   情境 | 任务 | 行动 | 结果 | 指标 | 负责人
///     假设   假设 | 指标 | 结果 | 去留 | 负责人
///     分工   步骤 | 计划开始 | 计划结束 | 实际开始 | 实际结束 | 负责人
///     职责   事项 | 部门 | 执行人 | 负责人 | 咨询 | 知会 | 期限 | 状态
///
/// What is wrong in a cell is told with its place: `plan/复盘台账.xlsx:问题!F12`. Sheets without these
/// headers are the team's own and not read.
package enum LedgerWorkbook {
  private static let kinds = LedgerKind.allCases.map { KeptSheet.ledger($0) }

  /// The entries of all sheets that are known.
  ///
  /// - Parameter place: where the workbook is named.
  /// - Throws: a workbook that cannot be read, every column that is not known, and every cell that
  ///   does not fit.
  package static func read(
    _ path: String, named place: Place? = nil
  ) throws(Problems) -> Ledgers {
    let book = try WorkbookFile(path)
    var found: [Diagnostic] = []
    var entries: [Node] = []
    var isKnown = false
    for sheet in book.sheets where !sheet.isHidden {
      let rows = try book.rows(of: sheet)
      guard let (kind, head) = kind(of: rows) else { continue }
      isKnown = true
      entries += kind.entries(
        of: rows, below: head, at: SheetPlace(file: path, sheet: sheet.name), gathering: &found)
    }
    if !isKnown {
      found.append(
        Diagnostic(
          .ledgerWithoutSheets, at: place,
          ["file": .text(path), "sheets": .list(book.sheets.map { $0.name })])
      )
    }
    try Problems.throwIfAny(found)
    let root = Node(
      .sequence(entries.map(numbered)), style: .block, at: Place(file: path, line: 1, column: 1))
    return try LedgerReader.read([root])
  }

  /// The names of the sheets of ledgers that a workbook has.
  static func sheets(of book: WorkbookFile) throws(Problems) -> [String] {
    var names: [String] = []
    for sheet in book.sheets where !sheet.isHidden {
      let input = try PeekedInput(sheet, of: book, prefixLength: 64 << 10)
      if kind(of: book.rows(in: input)) != nil { names.append(sheet.name) }
    }
    return names
  }

  private static func kind(of rows: [WorkbookFile.Row]) -> (KeptSheet, Int)? {
    for kind in kinds {
      if let head = kind.header(of: rows) { return (kind, head) }
    }
    return nil
  }

  /// A problem without an id is called by its row.
  private static func numbered(_ entry: Node) -> Node {
    guard let settings = entry.mapping, entry["symptom"] != nil, entry["id"] == nil else {
      return entry
    }
    let id = Node(.scalar("R\(entry.place.line)"), style: .argument, at: entry.place)
    return Node(
      .mapping([Node.Entry(key: "id", keyPlace: entry.place, value: id)] + settings),
      style: .block, at: entry.place)
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
    en: "'{file}' has no sheet of problems (现象, 改进, …), stories (情境, 任务, …), hypotheses (假设, "
      + "去留, …), steps (步骤, 计划开始, …), duties (事项, 执行人, …), incidents (事件, 级别, …), questions "
      + "(调研问题, …), competitors (竞品, 促销, …) or partners (合作方, 提供, …)",
    zh:
      "“{file}”中没有问题清单（现象、改进……）、STAR（情境、任务……）、假设（假设、去留……）、分工（步骤、计划开始……）、职责（事项、执行人……）、事件（事件、级别……）、调研问题、竞品（竞品、促销……）或合作方（合作方、提供……）工作表",
    hint: (
      en: "its sheets are: {sheets}; 'fupan init' writes a template",
      zh: "工作表有：{sheets}；fupan init 会写出模板"
    ))
  static let targetsWithoutSheet = Message(
    "targets_without_sheet", exit: .config,
    en: "'{file}' has no sheet of targets (指标, 目标, …)",
    zh: "“{file}”中没有目标工作表（指标、目标……）",
    hint: (
      en: "its sheets are: {sheets}; 'fupan init' writes a template",
      zh: "工作表有：{sheets}；fupan init 会写出模板"
    ))

  /// What can be wrong with ledgers and targets in a workbook.
  package static let ledgerWorkbooks: [Message] = [
    ledgerColumn, ledgerWithoutSheets, targetsWithoutSheet,
  ]
}
