import FupanDiagnostics

extension Message {
  package static let unknownOption = Message(
    "unknown_option", exit: .usage,
    en: "unknown option '{option}'{suggestion}", zh: "未知的选项“{option}”{suggestion}",
    hint: (en: "the options here are: {options}", zh: "这里可用的选项：{options}"))

  package static let unexpectedArgument = Message(
    "unexpected_argument", exit: .usage,
    en: "unexpected argument '{argument}'", zh: "多余的参数“{argument}”",
    hint: (en: "everything here is an option; see --help", zh: "这里只接受选项，请看 --help"))

  package static let optionWithoutValue = Message(
    "option_without_value", exit: .usage,
    en: "'{option}' needs a value: {expected}", zh: "“{option}”缺少值：{expected}")

  package static let repeatedOption = Message(
    "repeated_option", exit: .usage,
    en: "'{option}' is given twice", zh: "“{option}”给了两次")

  package static let nameWithoutValue = Message(
    "name_without_value", exit: .usage,
    en: "'{found}' has no '='", zh: "“{found}”缺少“=”",
    hint: (en: "write 'new_name = value'", zh: "请写成“新名称 = 值”"))

  /// What can be wrong with a command line.
  package static let commandLine: [Message] = [
    .nameWithoutValue,
    .optionWithoutValue,
    .repeatedOption,
    .unexpectedArgument,
    .unknownOption,
  ]
}
