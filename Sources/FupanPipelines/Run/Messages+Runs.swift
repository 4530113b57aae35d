import FupanDiagnostics

extension Message {
  static let cannotCreate = Message(
    "cannot_create", exit: .cannotCreate, en: "'{path}' cannot be written to: {reason}",
    zh: "无法写入“{path}”：{reason}")
  static let rejectedRows = Message(
    "too_many_rejects", exit: .dataRefused,
    en:
      "{count} {count|row|rows} could not be used, {allowed} {allowed|is|are} allowed; nothing was published{where}",
    zh: "{count} 行无法使用，只允许 {allowed} 行；没有发布任何结果{where}",
    hint: (
      en: "mend the export, or say on_error: missing, or raise max_rejects",
      zh: "请修正导出文件，或写 on_error: missing，或提高 max_rejects"
    ))
  static let rowsSuperseded = Message(
    "rows_superseded", exit: .done,
    en:
      "'{dataset}': {rows} {rows|row|rows} of earlier downloads {rows|is|are} in later ones too; the later ones count",
    zh: "“{dataset}”：较早下载中的 {rows} 行在较晚的下载里也有，以较晚的为准")
  static let runLocked = Message(
    "run_locked", exit: .tryAgain, en: "another run writes to '{path}': process {pid}",
    zh: "另一个运行正在写入“{path}”：进程 {pid}",
    hint: (en: "add --wait 10m to wait for it", zh: "可加 --wait 10m 等待"))
  static let unknownWriter = Message(
    "unknown_report_writer", exit: .config,
    en: "the report cannot be written as '{name}'{suggestion}",
    zh: "报告不能写成“{name}”{suggestion}",
    hint: (en: "write one of: {writers}", zh: "可用的写法：{writers}"))
  static let unknownReportSection = Message(
    "unknown_report_section", exit: .config, en: "no section '{name}'{suggestion}",
    zh: "没有章节“{name}”{suggestion}",
    hint: (en: "the sections are: {sections}", zh: "现有章节：{sections}"))
  static let writeError = Message(
    "write_error", exit: .ioError, en: "write error: {reason}{where}",
    zh: "写入出错：{reason}{where}")

  /// What can go wrong while a run is carried out and published.
  package static let runs: [Message] = [
    cannotCreate, outputTaken, rowsSuperseded, runLocked, rejectedRows, unknownReportSection,
    unknownWriter,
    writeError,
  ]
}
