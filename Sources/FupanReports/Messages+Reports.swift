import FupanDiagnostics

extension Message {
  /// Every message of the reports, by code.
  package static let reports: [Message] = [
    .chartFailed, .reportInconsistent, .reportUnreadable, .reportVersion,
  ]

  static let chartFailed = Message(
    "chart_failed", exit: .internalError,
    en: "chart '{chart}' could not be drawn: {reason}", zh: "图表“{chart}”画不出来：{reason}")

  static let reportInconsistent = Message(
    "report_inconsistent", exit: .dataRefused,
    en: "the report contradicts itself: {reason}", zh: "报告自相矛盾：{reason}")

  static let reportUnreadable = Message(
    "report_unreadable", exit: .dataRefused,
    en: "this is not a report: {reason}", zh: "这不是一份报告：{reason}",
    hint: (
      en: "report.json is written by `fupan run`; its schema is Docs/reference/report.schema.json",
      zh: "report.json 由 `fupan run` 写出；它的结构见 Docs/reference/report.schema.json"
    ))

  static let reportVersion = Message(
    "report_version", exit: .dataRefused,
    en: "the report has version {version}; this program reads version {known}",
    zh: "这份报告是第 {version} 版；本程序只读第 {known} 版")
}
