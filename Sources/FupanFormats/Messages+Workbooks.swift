import FupanDiagnostics

extension Message {
  static let cellTooLong = Message(
    "cell_too_long", exit: .dataRefused,
    en: "'{column}' of row {row} is longer than the {limit} characters that a cell takes",
    zh: "第 {row} 行的“{column}”超过一个单元格能容纳的 {limit} 个字符",
    hint: (en: "leave the column out, or use write_csv", zh: "请去掉这一列，或改用 write_csv"))
  static let workbookTooLarge = Message(
    "workbook_too_large", exit: .dataRefused, en: "a sheet takes at most {limit} {of}",
    zh: "一张工作表最多容纳 {limit} {of}",
    hint: (en: "use write_csv, or write fewer of them", zh: "请改用 write_csv，或减少写出的内容"))

  /// What of a dataset does not go into a workbook.
  package static let sheets: [Message] = [cellTooLong, workbookTooLarge]
}
