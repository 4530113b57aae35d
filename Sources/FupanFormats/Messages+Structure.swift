import FupanDiagnostics

extension Message {
  /// What can be doubtful in how a delimited file is built, by code.
  package static let structure: [Message] = [
    blankHeader, commentOrRow, commentsAmidRows, headerOrComment, headersRepeated, otherDelimiter,
    possibleTruncation, rowsPadded, secondHeaderRow, severalTables, tablesDiffer,
  ]

  package static let blankHeader = Message(
    "blank_header", exit: .dataRefused,
    en: "column {column} has no header; it is called '{renamed}'",
    zh: "第 {column} 列没有表头，改称“{renamed}”")

  package static let commentOrRow = Message(
    "comment_or_row", exit: .dataRefused,
    en: "this line begins as a comment does, but has as many fields as the header",
    zh: "此行以注释符号开头，却与表头有同样多的字段",
    hint: (
      en: "choose a 'comment:' that no row begins with", zh: "请在 comment: 中写一个数据行不会以之开头的符号"
    ))

  package static let commentsAmidRows = Message(
    "comments_amid_rows", exit: .dataRefused,
    en: "comments stand above this line, amid the rows of '{file}'",
    zh: "“{file}”的数据中间有注释，其后是这一行",
    hint: (
      en: "if a new table begins here, write 'tables: split' to read the one that has the header "
        + "(or 'tables: 2', 'tables: all'); if it is one table, 'tables: one'",
      zh: "如果这里开始另一张表，请写 tables: split 读取含该表头的一张（或 tables: 2、tables: all）；如果只有一张表，请写 tables: one"
    ))

  package static let headerOrComment = Message(
    "header_or_comment", exit: .dataRefused,
    en:
      "this line begins with '{comment}', but has as many fields as the rows: a header or a comment?",
    zh: "此行以“{comment}”开头，却与数据行有同样多的字段：是表头还是注释？",
    hint: (
      en: "name some headers: 'header: [\"#user_id\", …]'", zh: "请写明几个表头：header: [\"#user_id\", …]"
    ))

  package static let headersRepeated = Message(
    "header_repeated", exit: .dataRefused,
    en: "the header of '{file}' stands among its rows again; {count} such lines were left out",
    zh: "“{file}”的数据中又出现了表头，已略去 {count} 行")

  package static let otherDelimiter = Message(
    "other_delimiter", exit: .dataRefused,
    en: "the lines of '{file}' are not cut by commas",
    zh: "“{file}”的字段不是用逗号分隔的",
    hint: (
      en: "say 'delimiter: \"{delimiter}\"'; if it is one column, 'delimiter: \",\"'",
      zh: "请写 delimiter: \"{delimiter}\"；如果确实只有一列，请写 delimiter: \",\""
    ))

  package static let possibleTruncation = Message(
    "possible_truncation", exit: .dataRefused,
    en: "'{file}' has exactly {rows} {rows|row|rows}, where such exports end: it may be cut off",
    zh: "“{file}”恰好有 {rows} 行，正是此类导出的上限，可能不完整",
    hint: (
      en: "export shorter periods and name all the files", zh: "请缩短时间范围分次导出，并写上所有文件"
    ))

  package static let rowsPadded = Message(
    "rows_padded", exit: .dataRefused,
    en:
      "{count} {count|row|rows} of '{file}' {count|has|have} more or fewer cells than the header and {count|was|were} taken all the same",
    zh: "“{file}”中有 {count} 行的单元格数与表头不同，已照 ragged: pad 读取")

  package static let secondHeaderRow = Message(
    "second_header_row", exit: .dataRefused,
    en: "this looks like the second row of the header",
    zh: "此行像是表头的第二行",
    hint: (
      en: "write 'header_rows: 2'; if it is data, 'header_rows: 1'",
      zh: "请写 header_rows: 2；如果是数据，请写 header_rows: 1"
    ))

  package static let severalTables = Message(
    "several_tables", exit: .dataRefused,
    en:
      "another table with the wanted header begins here; the first is on line {first} of '{file}'",
    zh: "这里又有一张含该表头的表；第一张在“{file}”第 {first} 行",
    hint: (
      en: "choose one with 'tables: 1', or read all with 'tables: all'",
      zh: "请用 tables: 1 选其中一张，或用 tables: all 全部读取"
    ))

  package static let tablesDiffer = Message(
    "tables_differ", exit: .dataRefused,
    en: "the table here has another header than the first, on line {first} of '{file}'",
    zh: "此处的表与“{file}”第 {first} 行的第一张表头不同",
    hint: (
      en: "read them apart, with 'tables: 1' and 'tables: 2', and put them together with union",
      zh: "请用 tables: 1、tables: 2 分别读取，再用 union 合并"
    ))
}
