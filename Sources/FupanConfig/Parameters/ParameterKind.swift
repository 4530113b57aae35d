import FupanDiagnostics

/// What a parameter is made of, for help, reference and JSON Schema.
package indirect enum ParameterKind: Sendable {
  case text, integer, number, boolean
  case choice([String])
  case column, expression, duration, money, percent, date, dateRange, time, path
  /// A list; a single value may stand for a list of one.
  case list(of: ParameterKind)
  /// A name, or a name with its settings.
  case named(of: ParameterKind)
  /// New names on the left.
  case map(of: ParameterKind)
  /// A mapping of declared parameters.
  case group([ParameterSpec])
  case oneOf([ParameterKind])
  /// A value whose type is known only later.
  case anything

  /// One value of this kind in the words of a message, such as `a column name`.
  package var described: FactValue {
    switch self {
    case .text: .phrase(en: "text", zh: "文本")
    case .integer: .phrase(en: "an integer", zh: "整数")
    case .number: .phrase(en: "a number", zh: "数字")
    case .boolean: .phrase(en: "true or false", zh: "true 或 false")
    case .choice(let names):
      .phrase(
        en: "one of " + names.joined(separator: ", "), zh: names.joined(separator: "、") + " 之一")
    case .column: .phrase(en: "a column name", zh: "列名")
    case .expression: .phrase(en: "an expression", zh: "表达式")
    case .duration: .phrase(en: "a duration such as 7d, 26h or 30m", zh: "时长（如 7d、26h、30m）")
    case .money: .phrase(en: "an amount such as 1200.50 or 60万", zh: "金额（如 1200.50、60万）")
    case .percent: .phrase(en: "a percentage such as 8%", zh: "百分比（如 8%）")
    case .date: .phrase(en: "a date such as 2026-04-10", zh: "日期（如 2026-04-10）")
    case .dateRange:
      .phrase(
        en: "a range of days such as 2026-04-10..2026-04-24",
        zh: "日期区间（如 2026-04-10..2026-04-24）")
    case .time:
      .phrase(
        en: "a time such as 09:30 or 2026-04-14 09:30", zh: "时刻（如 09:30、2026-04-14 09:30）")
    case .path: .phrase(en: "a file path", zh: "文件路径")
    case .list: .phrase(en: "a list", zh: "列表")
    case .named: .phrase(en: "a name, or a name with its settings", zh: "名称，或名称加设置")
    case .map: .phrase(en: "a mapping of names", zh: "以名称为键的映射")
    case .group: .phrase(en: "a mapping of settings", zh: "设置的映射")
    case .anything: .phrase(en: "a value", zh: "一个值")
    case .oneOf(let kinds):
      .phrase(
        en: kinds.map { $0.described.text(in: .english) }.joined(separator: " or "),
        zh: kinds.map { $0.described.text(in: .simplifiedChinese) }.joined(separator: "或"))
    }
  }

  /// The word that stands for a value in help and reference, such as `column…`.
  package var placeholder: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "true|false"
    case .choice(let names): names.joined(separator: "|")
    case .column: "column"
    case .expression: "expression"
    case .duration: "duration"
    case .money: "amount"
    case .percent: "percent"
    case .date: "date"
    case .dateRange: "date..date"
    case .time: "time"
    case .path: "path"
    case .list(let item): item.placeholder + "…"
    case .named(.group): "name"
    case .named(let settings): "name = \(settings.placeholder)"
    case .map(let value): "name = \(value.placeholder)"
    case .group: "settings"
    case .anything: "value"
    case .oneOf(let kinds): kinds.map(\.placeholder).joined(separator: "|")
    }
  }
}
