import FupanDiagnostics
import FupanWorkbooks

/// An empty workbook of ledgers: problems, stories, hypotheses and tasks, with drop-downs for what is
/// chosen from a list. Ids are numbered ahead in a hidden column, so that they stay with their rows
/// however those are sorted.
enum LedgerTemplate {
  /// Rows that are ready to be written in.
  private static let readyRows = 100

  private struct Sheet {
    var name: String
    var headers: [String]
    var choices: [(header: String, list: [String])] = []
    var hasIds = false
  }

  static func bytes(_ language: Language) throws(Problems) -> [UInt8] {
    var book = try Workbook()
    for sheet in sheets(language) { try add(sheet, to: &book) }
    let notes = try book.addSheet(language == .english ? "Notes" : "说明")
    for (row, line) in guide(language).enumerated() {
      for (column, text) in line.enumerated() {
        try book.write(.text(text), notes, row: row, column: column, row == 0 ? .head : .plain)
      }
    }
    return try book.finish()
  }

  private static func add(_ sheet: Sheet, to book: inout Workbook) throws(Problems) {
    let number = try book.addSheet(sheet.name)
    for (column, header) in sheet.headers.enumerated() {
      try book.write(.text(header), number, row: 0, column: column, .head)
    }
    book.freeze(above: 1, number)
    for choice in sheet.choices {
      guard let column = sheet.headers.firstIndex(of: choice.header) else { continue }
      try book.addChoices(choice.list, number, rows: 1...readyRows, column: column)
    }
    guard sheet.hasIds else { return }
    for row in 1...readyRows {
      let id = "P-" + (row < 10 ? "0" : "") + String(row)
      try book.write(.text(id), number, row: row, column: 0)
    }
    book.hide(column: 0, number)
  }

  private static func sheets(_ language: Language) -> [Sheet] {
    let isEnglish = language == .english
    func headers(_ kind: LedgerWorkbook.Kind) -> [String] {
      kind.columns.map { isEnglish ? $0.key : $0.headers[0] }
    }
    return [
      Sheet(
        name: isEnglish ? "Issues" : "问题", headers: headers(.issues),
        choices: isEnglish
          ? [("status", ["open", "doing", "done", "dropped"])]
          : [
            ("阶段", ["预热", "爆发", "返场"]), ("类别", ["人", "机", "料", "法", "环"]),
            ("状态", ["未开始", "进行中", "已完成", "已取消"]),
          ],
        hasIds: true),
      Sheet(name: "STAR", headers: headers(.stories)),
      Sheet(
        name: isEnglish ? "Hypotheses" : "假设",
        headers: isEnglish
          ? ["hypothesis", "metric", "result", "decision", "owner"]
          : ["假设", "指标", "结果", "去留", "负责人"],
        choices: isEnglish ? [("decision", ["keep", "drop"])] : [("去留", ["保留", "放弃"])]),
      Sheet(
        name: isEnglish ? "Tasks" : "分工",
        headers: isEnglish
          ? ["step", "planned_start", "planned_end", "actual_start", "actual_end", "owner"]
          : ["步骤", "计划开始", "计划结束", "实际开始", "实际结束", "负责人"]),
    ]
  }

  private static func guide(_ language: Language) -> [[String]] {
    language == .english
      ? [
        ["Column", "Example"], ["symptom", "The payment channel failed on 16 April"],
        ["category", "机 (people 人, machine 机, material 料, method 法, environment 环)"],
        ["why1 … why5", "Its certificate had expired → nobody owned the reminder"],
        ["root_cause", "Reminders are not on the hand-over list"],
        ["improvement", "Reminders belong to the hand-over list"], ["due", "2026-05-10"],
        ["check_metric", "order_count"], ["metric_refs (STAR)", "conversion, revenue"],
        ["Hypotheses, Tasks", "for the team; read_xlsx reads them where a dataset needs them"],
      ]
      : [
        ["列", "例"], ["现象", "4月16日支付通道中断，订单几乎归零"], ["类别", "机（人、机、料、法、环）"],
        ["为什么1……为什么5", "支付通道证书到期 → 到期提醒发给了已离职的同事"], ["根因", "交接清单缺少系统提醒与证书"],
        ["改进", "证书与提醒列入交接清单"], ["期限", "2026-05-10"], ["验证指标", "order_count"],
        ["指标（STAR）", "conversion、revenue"],
        ["假设、分工", "供团队自用；要分析时用 read_xlsx 读取"],
      ]
  }
}
