import FupanData
import FupanDiagnostics

/// Parses SQL's expressions by operator precedence (Pratt 1973, Top down operator precedence).
///
/// From loosest to tightest: `or`, `and`, `not`, comparisons with `is`, `in`, `like` and `between`,
/// `||`, `+ -`, `* / %`, unary minus.
struct ExpressionParser {
  private var tokens: [Token]
  private var index = 0
  private let text: String
  private let place: (Int) -> Place?

  init(_ text: String, place: @escaping (Int) -> Place?) throws(Problems) {
    var lexer = Lexer(text, place: place)
    tokens = try lexer.tokens()
    self.text = text
    self.place = place
  }

  /// The whole text as one expression.
  mutating func parseAll() throws(Problems) -> ExpressionSyntax {
    if current.kind == .end { throw Problems(Diagnostic(.emptyExpression, at: place(0))) }
    let result = try expression(0)
    guard current.kind == .end else { throw unexpected(current) }
    return result
  }

  private static let comparisons = [
    "=": "equal", "<>": "not_equal", "!=": "not_equal", "<": "less", "<=": "less_or_equal",
    ">": "greater", ">=": "greater_or_equal",
  ]
  private static let arithmetic: [String: (name: String, power: Int)] = [
    "||": ("concat", 5), "+": ("add", 6), "-": ("subtract", 6), "*": ("multiply", 7),
    "/": ("divide", 7), "%": ("modulo", 7),
  ]
  /// Words that cannot be column names without quotes.
  private static let keywords: Set<String> = [
    "and", "or", "not", "is", "in", "like", "between", "case", "when", "then", "else", "end",
    "null",
    "missing", "true", "false", "as", "distinct",
  ]

  private var current: Token { tokens[index] }

  private func keyword(_ token: Token) -> String? {
    guard case .identifier(let word) = token.kind else { return nil }
    let lowered = word.lowercased()
    return ExpressionParser.keywords.contains(lowered) ? lowered : nil
  }

  private mutating func take(_ word: String) -> Bool {
    guard keyword(current) == word else { return false }
    index += 1
    return true
  }

  private mutating func take(sign: String) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func expect(sign: String) throws(Problems) {
    if !take(sign: sign) { throw expected(sign) }
  }

  private mutating func expect(_ word: String) throws(Problems) {
    if !take(word) { throw expected(word) }
  }

  private mutating func expression(_ minimum: Int) throws(Problems) -> ExpressionSyntax {
    var left = try prefix()
    while true {
      let token = current
      if case .sign(let sign) = token.kind {
        if let name = ExpressionParser.comparisons[sign], minimum <= 4 {
          index += 1
          left = .call(name, [left, try expression(5)], isDistinct: false, offset: token.offset)
          continue
        }
        if let (name, power) = ExpressionParser.arithmetic[sign], minimum <= power {
          index += 1
          let right = try expression(power + 1)
          left = .call(name, [left, right], isDistinct: false, offset: token.offset)
          continue
        }
        return left
      }
      switch keyword(token) {
      case "or" where minimum <= 1:
        index += 1
        left = .call("or", [left, try expression(2)], isDistinct: false, offset: token.offset)
      case "and" where minimum <= 2:
        index += 1
        left = .call("and", [left, try expression(3)], isDistinct: false, offset: token.offset)
      case "is" where minimum <= 4:
        index += 1
        let negated = take("not")
        guard take("null") || take("missing") else { throw expected("null") }
        left = .call(
          negated ? "is_not_missing" : "is_missing", [left], isDistinct: false,
          offset: token.offset)
      case "not" where minimum <= 4, "in" where minimum <= 4, "like" where minimum <= 4,
        "between" where minimum <= 4:
        let negated = take("not")
        let test = try membership(of: left, at: token.offset)
        left = negated ? .call("not", [test], isDistinct: false, offset: token.offset) : test
      default: return left
      }
    }
  }

  private mutating func membership(
    of left: ExpressionSyntax, at offset: Int
  ) throws(Problems) -> ExpressionSyntax {
    if take("in") {
      try expect(sign: "(")
      var items = [left]
      repeat { items.append(try expression(0)) } while take(sign: ",")
      try expect(sign: ")")
      return .call("in", items, isDistinct: false, offset: offset)
    }
    if take("like") {
      return .call("like", [left, try expression(5)], isDistinct: false, offset: offset)
    }
    guard take("between") else { throw expected("in") }
    let low = try expression(5)
    try expect("and")
    let high = try expression(5)
    return .call("between", [left, low, high], isDistinct: false, offset: offset)
  }

  private mutating func prefix() throws(Problems) -> ExpressionSyntax {
    let token = current
    index += 1
    switch token.kind {
    case .number(let digits) where digits.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }:
      guard let value = Double(digits), value.isFinite else {
        throw Problems(Diagnostic(.badNumber, at: place(token.offset), ["text": .text(digits)]))
      }
      return .literal(.number(value), offset: token.offset)
    case .number(let digits):
      guard let (unscaled, scale) = DecimalText.parse(digits.utf8) else {
        throw Problems(Diagnostic(.badNumber, at: place(token.offset), ["text": .text(digits)]))
      }
      if scale == 0, let integer = Int64(exactly: unscaled) {
        return .literal(.integer(integer), offset: token.offset)
      }
      return .literal(.decimal(unscaled, scale: scale), offset: token.offset)
    case .text(let text): return .literal(.text(text), offset: token.offset)
    case .parameter(let name): return .parameter(name, offset: token.offset)
    case .sign("("):
      let inner = try expression(0)
      try expect(sign: ")")
      return inner
    case .sign("-"):
      let operand = try expression(8)
      if case .literal(.integer(let number), _) = operand {
        return .literal(.integer(-number), offset: token.offset)
      }
      if case .literal(.decimal(let unscaled, let scale), _) = operand {
        return .literal(.decimal(-unscaled, scale: scale), offset: token.offset)
      }
      return .call("negate", [operand], isDistinct: false, offset: token.offset)
    case .sign("+"): return try expression(8)
    case .quotedIdentifier(let name): return try column(name, token.offset)
    case .identifier(let word):
      if let keyword = keyword(token) { return try keywordPrefix(keyword, token) }
      if take(sign: "(") { return try call(word, token.offset) }
      if word.lowercased() == "date", case .text(let text) = current.kind {
        guard let date = CivilDate(text.utf8) else {
          throw Problems(
            Diagnostic(.badDateLiteral, at: place(current.offset), ["text": .text(text)]))
        }
        index += 1
        return .literal(.date(Int32(date.daysSinceEpoch)), offset: token.offset)
      }
      return try column(word, token.offset)
    case .sign, .end:
      index -= 1
      throw unexpected(token)
    }
  }

  private mutating func column(_ name: String, _ offset: Int) throws(Problems) -> ExpressionSyntax {
    guard take(sign: ".") else { return .column(qualifier: nil, name: name, offset: offset) }
    let token = current
    index += 1
    switch token.kind {
    case .identifier(let field), .quotedIdentifier(let field):
      return .column(qualifier: name, name: field, offset: offset)
    default:
      index -= 1
      throw unexpected(token)
    }
  }

  private mutating func keywordPrefix(
    _ keyword: String, _ token: Token
  ) throws(Problems) -> ExpressionSyntax {
    switch keyword {
    case "not":
      return .call("not", [try expression(3)], isDistinct: false, offset: token.offset)
    case "null", "missing": return .literal(.missing, offset: token.offset)
    case "true": return .literal(.bool(true), offset: token.offset)
    case "false": return .literal(.bool(false), offset: token.offset)
    case "case":
      var branches: [ExpressionSyntax.Branch] = []
      while take("when") {
        let condition = try expression(0)
        try expect("then")
        branches.append(.init(condition: condition, value: try expression(0)))
      }
      if branches.isEmpty { throw expected("when") }
      let otherwise = take("else") ? try expression(0) : nil
      try expect("end")
      return .conditional(branches, otherwise: otherwise, offset: token.offset)
    default:
      index -= 1
      throw unexpected(token)
    }
  }

  private mutating func call(_ word: String, _ offset: Int) throws(Problems) -> ExpressionSyntax {
    let name = word.lowercased()
    if name == "cast" {
      let operand = try expression(0)
      try expect("as")
      let type = try dataType()
      try expect(sign: ")")
      return .cast(operand, type, offset: offset)
    }
    if FunctionCatalog[name]?.isInternal == true {
      throw Problems(Diagnostic(.unknownFunction, at: place(offset), ["name": .text(name)]))
    }
    if take(sign: "*") {
      try expect(sign: ")")
      return .call(name, [], isDistinct: false, offset: offset)
    }
    let isDistinct = take("distinct")
    var arguments: [ExpressionSyntax] = []
    if !take(sign: ")") {
      repeat { arguments.append(try expression(0)) } while take(sign: ",")
      try expect(sign: ")")
    }
    return .call(name, arguments, isDistinct: isDistinct, offset: offset)
  }

  private mutating func dataType() throws(Problems) -> DataType {
    let token = current
    guard case .identifier(let word) = token.kind else { throw unexpected(token) }
    index += 1
    var spelling = word.lowercased()
    if take(sign: "(") {
      guard case .number(let digits) = current.kind else { throw unexpected(current) }
      index += 1
      try expect(sign: ")")
      spelling += "(\(digits))"
    }
    guard let type = DataType(spelling) else {
      throw Problems(
        Diagnostic(.unknownType, at: place(token.offset), ["text": .text(spelling)]))
    }
    return type
  }

  private func spelling(_ token: Token) -> String {
    switch token.kind {
    case .identifier(let text), .quotedIdentifier(let text), .number(let text), .sign(let text):
      text
    case .text(let text): "'\(text)'"
    case .parameter(let name): ":\(name)"
    case .end: ""
    }
  }

  private func unexpected(_ token: Token) -> Problems {
    if token.kind == .end {
      return Problems(Diagnostic(.expressionEndsEarly, at: place(token.offset)))
    }
    return Problems(
      Diagnostic(.unexpectedSign, at: place(token.offset), ["text": .text(spelling(token))]))
  }

  /// Whether a value begins here.
  private func isValue(_ token: Token) -> Bool {
    switch token.kind {
    case .identifier: keyword(token) == nil
    case .quotedIdentifier, .number, .text, .parameter: true
    case .sign, .end: false
    }
  }

  private func expected(_ text: String) -> Problems {
    if current.kind == .end, text == ")" {
      return Problems(Diagnostic(.unbalancedBrackets, at: place(current.offset)))
    }
    if text == ")", isValue(current) {
      let before = self.text.prefix(current.offset)
      let blanks = before.reversed().prefix { $0.isWhitespace }.count
      let mended = before.dropLast(blanks) + ", " + self.text.dropFirst(current.offset)
      return Problems(
        Diagnostic(
          .missingComma, at: place(current.offset),
          ["found": .text(spelling(current)), "mended": .text(String(mended))]))
    }
    return Problems(
      Diagnostic(
        .expectedSign, at: place(current.offset),
        ["expected": .text(text), "found": .text(spelling(current))]))
  }
}
