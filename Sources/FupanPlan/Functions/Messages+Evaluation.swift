import FupanDiagnostics

extension Message {
  static let arithmeticOverflow = Message(
    "arithmetic_overflow", exit: .dataRefused, en: "a result does not fit its type",
    zh: "计算结果超出类型范围",
    hint: (
      en: "cast an operand to a wider type, such as number", zh: "把其中一项转换为更宽的类型，例如 number"
    ))
  static let castFailed = Message(
    "cast_failed", exit: .dataRefused, en: "a value is not a {type}", zh: "有值不是 {type}",
    hint: (
      en: "read the column with parse before it is used, or filter such rows out first",
      zh: "先用 parse 读取该列，或先筛掉这些行"
    ))

  /// What can go wrong while an expression is computed.
  package static let evaluation: [Message] = [arithmeticOverflow, castFailed]
}
