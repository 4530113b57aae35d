import FupanDiagnostics

extension Message {
  static let notInSQL = Message(
    "not_in_sql", exit: .config, en: "{stage} runs natively only: {reason}",
    zh: "{stage} 只能在本机运行：{reason}",
    hint: (
      en: "run it natively, or convert the export first with 'fupan convert'",
      zh: "请在本机运行，或先用 fupan convert 转换导出文件"
    ))

  /// What can be wrong with a plan for an engine elsewhere.
  package static let sql: [Message] = [notInSQL]
}
