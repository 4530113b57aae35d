import FupanDiagnostics

extension Message {
  static let accountingOpen = Message(
    "accounting_open", exit: .internalError,
    en: "rows are not accounted for at {where}: {rows_in} in, {rows_out} out",
    zh: "{where} 处的行数对不上：进 {rows_in}，出 {rows_out}",
    hint: (
      en: "this is a defect of the program; nothing was published", zh: "这是程序缺陷；没有发布任何结果"
    ))
  static let alsoHere = Message(
    "also_here", exit: .dataRefused, en: "and this row", zh: "以及这一行")
  static let finishTooLarge = Message(
    "finish_too_large", exit: .dataRefused,
    en: "{rows} rows are too many for '{name}', which takes at most {maximum}",
    zh: "“{name}”最多接受 {maximum} 行，现有 {rows} 行",
    hint: (en: "aggregate or segment the rows first", zh: "请先聚合或分段"))
  static let inStage = Message(
    "in_stage", exit: .dataRefused, en: "in stage '{stage}'{column}", zh: "在阶段“{stage}”中{column}")
  static let joinMatchesMany = Message(
    "join_matches_many", exit: .dataRefused,
    en: "a row finds {count} {count|row|rows} with the same {columns}, but at most one is allowed",
    zh: "一行匹配到 {count} 行相同的 {columns}，最多只允许一行",
    hint: (
      en: "dedupe the other side first, or say 'matches: many'",
      zh: "请先对另一侧去重，或写明 matches: many"
    ))
  static let matchedRow = Message(
    "matched_row", exit: .dataRefused, en: "this row is found", zh: "匹配到这一行")
  static let ruleBroken = Message(
    "rule_broken", exit: .dataRefused, en: "'{rule}' does not hold", zh: "不满足“{rule}”")
  static let spillFailed = Message(
    "spill_failed", exit: .ioError,
    en: "rows that do not fit in memory cannot be kept in '{folder}': {reason}",
    zh: "内存放不下的行无法存到“{folder}”：{reason}",
    hint: (
      en: "allow more memory with --max-memory, or say where else they can be kept: --out for a "
        + "run, TMPDIR for a filter",
      zh: "请用 --max-memory 放宽内存，或换一个地方存放：运行用 --out，管道命令用 TMPDIR"
    ))
  static let spillFull = Message(
    "spill_full", exit: .ioError,
    en: "rows that do not fit in memory do not fit on the disk of '{folder}' either, which has "
      + "{free} left for them",
    zh: "内存放不下的行，“{folder}”所在的磁盘也放不下：还能用 {free}",
    hint: (
      en: "allow more memory with --max-memory, or say where more room is: --out for a run, TMPDIR "
        + "for a filter",
      zh: "请用 --max-memory 放宽内存，或换一个空间更大的地方：运行用 --out，管道命令用 TMPDIR"
    ))
  static let sumOverflow = Message(
    "sum_overflow", exit: .dataRefused, en: "the sum of '{column}' does not fit its type",
    zh: "“{column}”的合计超出类型范围",
    hint: (en: "cast the column to a wider type before summing", zh: "请在求和前转换为更宽的类型"))
  static let tieInOrder = Message(
    "tie_in_order", exit: .dataRefused,
    en: "two rows are equal in {columns}, and the result depends on which comes first",
    zh: "两行在 {columns} 上相同，谁先谁后会影响结果",
    hint: (
      en: "order by one more column, or say 'ties: input_order'",
      zh: "请增加排序列，或写明 ties: input_order"
    ))
  static let tooMuchText = Message(
    "too_much_text", exit: .dataRefused,
    en: "the column '{column}' holds more than 4 GiB of text",
    zh: "列“{column}”的文本超过 4 GiB",
    hint: (en: "leave it out before rows are ordered or joined", zh: "请在排序或连接之前去掉该列"))

  /// What can go wrong while a plan runs here.
  package static let engine: [Message] = [
    accountingOpen, alsoHere, finishTooLarge, inStage, joinMatchesMany, matchedRow, ruleBroken,
    spillFailed, spillFull, sumOverflow, tieInOrder, tooMuchText,
  ]
}
