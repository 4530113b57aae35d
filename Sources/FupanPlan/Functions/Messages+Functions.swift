import FupanDiagnostics

extension Message {
  static let badDateFormat = Message(
    "bad_date_format", exit: .config, en: "'{format}' is not a date format",
    zh: "“{format}”不是日期格式",
    hint: (
      en: "use %Y %m %d, and for instants %H %M %S, each once, as in '%Y/%m/%d'",
      zh: "使用 %Y %m %d，时刻再加 %H %M %S，各一次，例如 '%Y/%m/%d'"
    ))
  static let badDateUnit = Message(
    "bad_date_unit", exit: .config, en: "'{unit}' is not a unit of dates{suggestion}",
    zh: "“{unit}”不是日期单位{suggestion}",
    hint: (
      en: "the units are day, week, month, quarter and year",
      zh: "单位有 day、week、month、quarter、year"
    ))
  static let badPattern = Message(
    "bad_pattern", exit: .config, en: "'{pattern}' is not a regular expression: {problem}",
    zh: "“{pattern}”不是正则表达式：{problem}")
  static let badReplacement = Message(
    "bad_replacement", exit: .config, en: "'{text}' does not go with the pattern: {problem}",
    zh: "替换文本“{text}”与表达式不符：{problem}",
    hint: (en: "\\1 is the first group, \\\\ a backslash", zh: "\\1 是第一个分组，\\\\ 是反斜杠"))
  static let emptySeparator = Message(
    "empty_separator", exit: .config, en: "text cannot be split at empty text",
    zh: "不能用空文本作分隔符")
  static let noSuchGroup = Message(
    "no_such_group", exit: .config,
    en: "the pattern has {groups} {groups|group|groups}, not {group}",
    zh: "表达式有 {groups} 个分组，没有第 {group} 个")

  /// What can be wrong with the literal arguments of a function.
  package static let functions: [Message] = [
    badDateFormat, badDateUnit, badPattern, badReplacement, emptySeparator, noSuchGroup,
  ]
}
