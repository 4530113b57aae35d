import FupanDiagnostics

extension Message {
  static let hoursNotAPair = Message(
    "hours_not_a_pair", exit: .config, en: "hours are two times of a day, the earlier first",
    zh: "hours 是一天里的两个时刻，早的在前", hint: (en: "such as [09:00, 18:00]", zh: "例如 [09:00, 18:00]"))
  static let noScheme = Message(
    "no_scheme", exit: .config, en: "there is no scheme to hold the budget against",
    zh: "没有可以对照的预算方案",
    hint: (
      en: "add scheme: 60/20/15/5 with parts, or shares",
      zh: "请写 scheme: 60/20/15/5 和 parts，或写 shares"
    ))
  static let noTimeLimit = Message(
    "no_time_limit", exit: .config, en: "there is no time limit to hold cases against",
    zh: "没有可以对照的时限",
    hint: (en: "add limit: 4h, or limits by level", zh: "请写 limit: 4h，或按等级写 limits"))
  static let notACount = Message(
    "not_a_count", exit: .config, en: "'{name}' is {type}, not a whole number to divide by",
    zh: "“{name}”是 {type}，不是可以作除数的整数",
    hint: (en: "parse it as integer first", zh: "请先用 parse 读成 integer"))
  static let nothingToDivideBy = Message(
    "nothing_to_divide_by", exit: .config, en: "there is nothing to divide the cost by",
    zh: "没有可以用来除费用的数量",
    hint: (
      en: "name at least one of impressions, clicks, engagements, actions, customers, revenue",
      zh: "请至少写 impressions、clicks、engagements、actions、customers、revenue 之一"
    ))
  static let schemeNotWhole = Message(
    "scheme_not_whole", exit: .config, en: "the shares of the scheme do not add up to 100 %",
    zh: "预算方案的各部分加起来不是 100%",
    hint: (
      en: "name a reserve beyond the hundred per cent under on_top",
      zh: "百分之百之外的预备金请写在 on_top 里"
    ))
  static let schemeParts = Message(
    "scheme_parts", exit: .config, en: "scheme '{name}' has {count} {count|part|parts} to be named",
    zh: "方案“{name}”有 {count} 个部分，要逐个命名",
    hint: (en: "add parts: [核心, …]", zh: "请写 parts: [核心, …]"))
  static let unknownScheme = Message(
    "unknown_scheme", exit: .config, en: "no scheme '{name}'", zh: "没有名为“{name}”的预算方案",
    hint: (en: "known are {names}; or say shares", zh: "已知的有 {names}；也可以写 shares"))

  /// What can be wrong with budgets, unit costs and service levels.
  package static let budgets: [Message] = [
    hoursNotAPair, noScheme, noTimeLimit, notACount, nothingToDivideBy, schemeNotWhole, schemeParts,
    unknownScheme,
  ]
}
