import FupanDiagnostics

extension Message {
  /// What can be wrong with a workbook that is read, by code.
  package static let workbookReading: [Message] = [
    cellsWithErrors, formulaWithoutValue, mergedDataCells, missingSheet, notAWorkbook, oldWorkbook,
    oldWorkbookUnreadable, sheetNotSaid, workbookDamaged, workbookDoctype, workbookEncrypted,
    workbookTextTooLarge, workbookWithoutSheets,
  ]

  static let cellsWithErrors = Message(
    "cells_with_errors", exit: .dataRefused,
    en:
      "'{file}', sheet '{sheet}': {count} {count|cell has|cells have} an error instead of a value and {count|counts|count} as "
      + "missing; the first has {error}",
    zh: "“{file}”的工作表“{sheet}”有 {count} 个单元格是错误值，按缺失处理；第一个是 {error}",
    hint: (en: "mend its formula in Excel or WPS", zh: "请在 Excel 或 WPS 中修正公式"))

  static let formulaWithoutValue = Message(
    "formula_without_value", exit: .dataRefused,
    en: "this formula has no result in the file", zh: "此公式在文件中没有计算结果",
    hint: (
      en:
        "a program wrote the workbook and did not compute it: open it in Excel or WPS and save it",
      zh: "该工作簿由程序写出，未经计算：请用 Excel 或 WPS 打开并保存"
    ))

  static let mergedDataCells = Message(
    "merged_data_cells", exit: .dataRefused,
    en:
      "'{file}', sheet '{sheet}': {count} merged blocks of cells in the data; only the first cell "
      + "of {cells} has a value",
    zh: "“{file}”的工作表“{sheet}”数据中有 {count} 处合并单元格；{cells} 只有第一个单元格有值",
    hint: (
      en: "where the value holds for every row of the block: fill_down: {columns: […]}",
      zh: "如果该值对每一行都成立：fill_down: {columns: […]}"
    ))

  static let missingSheet = Message(
    "missing_sheet", exit: .dataRefused,
    en: "'{file}' has no sheet '{sheet}'{suggestion}", zh: "“{file}”中没有工作表“{sheet}”{suggestion}",
    hint: (en: "its sheets are: {sheets}", zh: "工作表有：{sheets}"))

  package static let notAWorkbook = Message(
    "not_a_workbook", exit: .dataRefused,
    en: "'{file}' is no Excel workbook, whatever its name says",
    zh: "“{file}”不是 Excel 工作簿（无论扩展名是什么）",
    hint: (
      en: "'fupan sniff {file}' tells what it is; text is read with read_csv",
      zh: "用 fupan sniff {file} 查看它是什么；文本用 read_csv 读取"
    ))

  static let oldWorkbook = Message(
    "old_workbook", exit: .dataRefused,
    en: "'{file}' is an old .xls: results of formulas and truth values in it are not read",
    zh: "“{file}”是旧版 .xls：其中公式的结果和逻辑值读不到",
    hint: (
      en: "if it has such cells, open it in Excel or WPS and save it as .xlsx",
      zh: "如有这类单元格，请用 Excel 或 WPS 打开，另存为 .xlsx"
    ))

  static let oldWorkbookUnreadable = Message(
    "old_workbook_unreadable", exit: .dataRefused,
    en: "'{file}' is an old .xls that cannot be read", zh: "“{file}”是旧版 .xls，无法读取",
    hint: (
      en: "open it in Excel or WPS and save it as .xlsx", zh: "请用 Excel 或 WPS 打开，另存为 .xlsx"
    ))

  static let sheetNotSaid = Message(
    "sheet_not_said", exit: .dataRefused,
    en: "'{file}' has several sheets: {sheets}", zh: "“{file}”有多个工作表：{sheets}",
    hint: (
      en: "say which, such as sheet: {first}; a pattern such as '2026-*' reads several",
      zh: "请写明哪一个，如 sheet: {first}；也可用 2026-* 这样的模式读多个"
    ))

  static let workbookDamaged = Message(
    "workbook_damaged", exit: .dataRefused,
    en: "'{file}' is damaged: {reason} (in {part})", zh: "“{file}”已损坏：{reason}（在 {part} 中）",
    hint: (
      en: "was the download complete? else open it in Excel or WPS and save it again",
      zh: "下载是否完整？也可用 Excel 或 WPS 打开后重新保存"
    ))

  static let workbookDoctype = Message(
    "workbook_doctype", exit: .dataRefused,
    en: "'{file}' declares a document type in {part}, which no workbook needs and attacks use",
    zh: "“{file}”在 {part} 中声明了 DOCTYPE，正常的工作簿不需要它，而攻击会用到",
    hint: (
      en: "open it in Excel or WPS and save it again", zh: "请用 Excel 或 WPS 打开后重新保存"
    ))

  static let workbookEncrypted = Message(
    "workbook_encrypted", exit: .dataRefused,
    en: "'{file}' is encrypted with a password", zh: "“{file}”已加密，需要密码",
    hint: (
      en: "open it in Excel or WPS with its password and save it without one",
      zh: "请用密码在 Excel 或 WPS 中打开，取消密码后另存"
    ))

  static let workbookTextTooLarge = Message(
    "workbook_text_too_large", exit: .dataRefused,
    en: "'{file}' holds more than {limit} MB of text {part}", zh: "“{file}”的文字超过 {limit} MB {part}",
    hint: (en: "export it as CSV", zh: "请导出为 CSV"))

  static let workbookWithoutSheets = Message(
    "workbook_without_sheets", exit: .dataRefused,
    en: "'{file}' shows no sheet with cells", zh: "“{file}”中没有可见的工作表",
    hint: (en: "a hidden one is read by its name: sheet: NAME", zh: "隐藏的工作表可写名称读取：sheet: 名称"))
}
