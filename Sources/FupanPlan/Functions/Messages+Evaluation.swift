import FupanDiagnostics

extension Message {
  static let arithmeticOverflow = Message(
    "arithmetic_overflow", exit: .dataRefused, en: "a result does not fit its type",
    zh: "计算结果超出类型范围",
    hint: (
      en: "cast an operand to a wider type, such as number", zh: "把其中一项转换为更宽的类型，例如 number"
    ))
  static let castFailed = Message(
    "cast_failed", exit: .dataRefused, en: "a value{of} is not a {type}", zh: "{of}有值不是 {type}",
    hint: (
      en: "read the column with parse before it is used, or filter such rows out first",
      zh: "先用 parse 读取该列，或先筛掉这些行"
    ))
  static let numberInTextOrder = Message(
    "number_in_text_order", exit: .dataRefused,
    en:
      "this row has a number where undeclared text is put in order: as text, 12.50 comes before 7",
    zh: "这里要给未声明类型的文本排序，而这一行是数字：按文本排，12.50 会排在 7 前面",
    hint: (
      en: "say what the column holds: --types COLUMN=decimal(2), or COLUMN=text if text is meant",
      zh: "请写明该列是什么：--types 列=decimal(2)；确实是文本就写 列=text"
    ))

  /// What can go wrong while an expression is computed.
  package static let evaluation: [Message] = [
    arithmeticOverflow, castFailed, numberInTextOrder,
  ]
}
