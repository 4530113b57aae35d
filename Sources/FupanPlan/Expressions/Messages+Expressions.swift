import FupanDiagnostics

extension Message {
  static let badDateLiteral = Message(
    "bad_date_literal", exit: .config, en: "'{text}' is not a day", zh: "“{text}”不是日期",
    hint: (en: "write it as date '2026-04-10'", zh: "写成 date '2026-04-10'"))
  static let badNumber = Message(
    "bad_number", exit: .config, en: "'{text}' is not a number", zh: "“{text}”不是数字",
    hint: (
      en:
        "write digits with at most one point; a name that starts with a digit goes in double quotes",
      zh: "只写数字和至多一个小数点；以数字开头的列名请加双引号"
    ))
  static let emptyExpression = Message(
    "empty_expression", exit: .config, en: "an expression is expected here", zh: "这里应有一个表达式")
  static let expectedSign = Message(
    "expected_sign", exit: .config, en: "expected '{expected}' before '{found}'",
    zh: "“{found}”之前应有“{expected}”")
  static let expressionEndsEarly = Message(
    "expression_ends_early", exit: .config, en: "the expression ends too early",
    zh: "表达式没有写完")
  static let fullWidthSign = Message(
    "full_width_sign", exit: .config, en: "full-width '{sign}' where '{meant}' is meant",
    zh: "全角“{sign}”应为半角“{meant}”", hint: (en: "write: {mended}", zh: "改成：{mended}"))
  static let missingComma = Message(
    "missing_comma", exit: .config, en: "a comma is missing before '{found}'",
    zh: "“{found}”之前缺少逗号", hint: (en: "write: {mended}", zh: "改成：{mended}"))
  static let unbalancedBrackets = Message(
    "unbalanced_brackets", exit: .config, en: "a bracket is not closed", zh: "括号没有配对",
    hint: (en: "add ')'", zh: "补上“)”"))
  static let unclosedText = Message(
    "unclosed_text", exit: .config, en: "text in {quote} is not closed",
    zh: "引号 {quote} 没有配对")
  static let unexpectedSign = Message(
    "unexpected_sign", exit: .config, en: "'{text}' is not expected here",
    zh: "这里不应出现“{text}”")
  static let unknownType = Message(
    "unknown_type", exit: .config, en: "no type '{text}'", zh: "没有类型“{text}”",
    hint: (
      en: "types are bool, integer, decimal(2), number, text, date, timestamp and list",
      zh: "类型有 bool、integer、decimal(2)、number、text、date、timestamp、list"
    ))

  /// What can be wrong with the spelling of an expression.
  package static let expressions: [Message] = [
    badDateLiteral, badNumber, emptyExpression, expectedSign, expressionEndsEarly, fullWidthSign,
    missingComma, unbalancedBrackets, unclosedText, unexpectedSign, unknownType,
  ]
}
