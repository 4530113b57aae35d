import FupanDiagnostics

extension Message {
  package static let missingParameter = Message(
    "missing_parameter", exit: .config,
    en: "'{parameter}' is required", zh: "缺少必填参数“{parameter}”",
    hint: (en: "write {expected}", zh: "请填写{expected}"))

  package static let missingValue = Message(
    "missing_value", exit: .config,
    en: "'{parameter}' has no value", zh: "“{parameter}”没有值",
    hint: (en: "write {expected}", zh: "请填写{expected}"))

  package static let wrongType = Message(
    "wrong_type", exit: .config,
    en: "'{parameter}' wants {expected}, found {found}",
    zh: "“{parameter}”需要{expected}，实际是{found}")

  package static let outOfRange = Message(
    "out_of_range", exit: .config,
    en: "'{parameter}' must {rule}, found {found}", zh: "“{parameter}”{rule}，实际是{found}")

  package static let unknownKey = Message(
    "unknown_key", exit: .config,
    en: "unknown key '{key}'{suggestion}", zh: "未知的键“{key}”{suggestion}",
    hint: (en: "the keys here are: {keys}", zh: "这里可用的键：{keys}"))

  package static let unknownChoice = Message(
    "unknown_choice", exit: .config,
    en: "'{parameter}' cannot be '{found}'{suggestion}",
    zh: "“{parameter}”不能是“{found}”{suggestion}",
    hint: (en: "the choices are: {choices}", zh: "可选的有：{choices}"))

  package static let numberForName = Message(
    "number_for_name", exit: .config,
    en: "'{parameter}' wants {expected}, but a number was written: {found}",
    zh: "“{parameter}”需要{expected}，这里写的是数字：{found}",
    hint: (
      en: "if it is the name, write it in quotes: \"{found}\"", zh: "如果它就是名称，请加引号：\"{found}\""
    ))

  package static let quotedValue = Message(
    "quoted_value", exit: .config,
    en: "'{parameter}' wants {expected}, found the text \"{found}\"",
    zh: "“{parameter}”需要{expected}，实际是文本“{found}”",
    hint: (en: "take away the quotes: {found}", zh: "请去掉引号：{found}"))

  package static let invalidDate = Message(
    "invalid_date", exit: .config,
    en: "'{parameter}': there is no day {found}", zh: "“{parameter}”：不存在 {found} 这一天")

  package static let reversedRange = Message(
    "reversed_range", exit: .config,
    en: "'{parameter}' ends before it begins: {found}", zh: "“{parameter}”的结束早于开始：{found}",
    hint: (en: "write the earlier day first: {mended}", zh: "请把较早的日期写在前面：{mended}"))

  package static let notANamedItem = Message(
    "not_a_named_item", exit: .config,
    en: "an item here is a name, or a name with its settings; found {found}",
    zh: "这里的每一项应是名称，或名称加设置；实际是{found}")

  package static let severalNames = Message(
    "several_names", exit: .config,
    en: "one item has two names, '{first}' and '{second}'", zh: "一项里有两个名称：“{first}”和“{second}”",
    hint: (
      en: "give '{second}' its own item, or indent it under '{first}'",
      zh: "请让“{second}”单独成项，或缩进到“{first}”之下"
    ))

  package static let emptyName = Message(
    "empty_name", exit: .config,
    en: "'{parameter}' has an empty name", zh: "“{parameter}”里有一个空的名称")

  package static let fullWidthPunctuation = Message(
    "full_width_punctuation", exit: .config,
    en: "full-width '{character}' where '{meant}' is meant", zh: "这里写的是全角“{character}”，应为“{meant}”",
    hint: (en: "write: {mended}", zh: "请改为：{mended}"))

  package static let unknownSubstitution = Message(
    "unknown_substitution", exit: .config,
    en: "no parameter '{name}'{suggestion}", zh: "没有参数“{name}”{suggestion}",
    hint: (en: "the declared parameters are: {names}", zh: "已声明的参数有：{names}"))

  package static let unclosedSubstitution = Message(
    "unclosed_substitution", exit: .config,
    en: "'{open}' without its '{close}' in '{parameter}'", zh: "“{parameter}”中的“{open}”缺少“{close}”")

  package static let unreadable = Message(
    "unreadable", exit: .internalError,
    en: "these settings could not be read", zh: "无法读取这些设置")

  /// What can be wrong with a setting.
  package static let config: [Message] = [
    .emptyName,
    .fullWidthPunctuation,
    .invalidDate,
    .missingParameter,
    .missingValue,
    .notANamedItem,
    .numberForName,
    .outOfRange,
    .quotedValue,
    .reversedRange,
    .severalNames,
    .unclosedSubstitution,
    .unknownChoice,
    .unknownKey,
    .unknownSubstitution,
    .unreadable,
    .wrongType,
  ]
}
