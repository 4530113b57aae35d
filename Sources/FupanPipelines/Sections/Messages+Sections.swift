import FupanDiagnostics

extension Message {
  static let noRate = Message(
    "no_rate", exit: .config, en: "'{name}' is no rate: it has no numerator and denominator",
    zh: "“{name}”不是比率：没有分子和分母",
    hint: (
      en: "name a metric that is a numerator over a denominator", zh: "请写一个由分子和分母定义的指标"
    ))
  static let unknownReportDataset = Message(
    "unknown_report_dataset", exit: .config, en: "no dataset '{name}'{suggestion} for the report",
    zh: "报告里引用的数据集“{name}”不存在{suggestion}",
    hint: (en: "the datasets are: {datasets}", zh: "现有数据集：{datasets}"))
  static let unknownSection = Message(
    "unknown_section", exit: .config, en: "no section '{name}'{suggestion}",
    zh: "没有章节“{name}”{suggestion}",
    hint: (en: "the sections are: {sections}", zh: "现有章节：{sections}"))

  /// What can be wrong with a report's sections.
  package static let sections: [Message] = [noRate, unknownReportDataset, unknownSection]
}
