import FupanDiagnostics

/// Cuts the text of an expression into tokens.
struct Lexer {
  private let characters: [Character]
  private let place: (Int) -> Place?
  private var index = 0

  init(_ text: String, place: @escaping (Int) -> Place?) {
    characters = Array(text)
    self.place = place
  }

  /// The signs of more than one character, longest first.
  private static let longSigns = ["<=", ">=", "<>", "!=", "||"]
  /// Full-width characters that input methods leave behind, with what was meant.
  private static let fullWidth: [Character: Character] = [
    "（": "(", "）": ")", "，": ",", "＝": "=", "＞": ">", "＜": "<", "：": ":", "‘": "'", "’": "'",
    "“": "\"", "”": "\"", "＋": "+", "－": "-", "＊": "*", "／": "/",
  ]

  mutating func tokens() throws(Problems) -> [Token] {
    var result: [Token] = []
    while true {
      let token = try next()
      result.append(token)
      if token.kind == .end { return result }
    }
  }

  private mutating func next() throws(Problems) -> Token {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    let start = index
    guard index < characters.count else { return Token(kind: .end, offset: start) }
    let character = characters[index]
    if let meant = Lexer.fullWidth[character] {
      let mended = String(characters.map { Lexer.fullWidth[$0] ?? $0 })
      throw Problems(
        Diagnostic(
          .fullWidthSign, at: place(start),
          [
            "sign": .text(String(character)), "meant": .text(String(meant)),
            "mended": .text(mended),
          ]))
    }
    if character == "'" { return Token(kind: .text(try quoted("'")), offset: start) }
    if character == "\"" || character == "`" {
      return Token(kind: .quotedIdentifier(try quoted(character)), offset: start)
    }
    if character == ":" {
      index += 1
      let name = word()
      guard !name.isEmpty else { throw unexpected(":", start) }
      return Token(kind: .parameter(name), offset: start)
    }
    if character.isASCII, character.isNumber {
      return Token(kind: .number(try number()), offset: start)
    }
    if Lexer.startsWord(character) { return Token(kind: .identifier(word()), offset: start) }
    for sign in Lexer.longSigns where characters[index...].starts(with: sign) {
      index += sign.count
      return Token(kind: .sign(sign), offset: start)
    }
    guard "+-*/%(),=<>.".contains(character) else { throw unexpected(String(character), start) }
    index += 1
    return Token(kind: .sign(String(character)), offset: start)
  }

  private static func startsWord(_ character: Character) -> Bool {
    character.isLetter || character == "_" || character == "$" || character == "#"
  }

  private mutating func word() -> String {
    let start = index
    while index < characters.count,
      Lexer.startsWord(characters[index]) || characters[index].isNumber
    { index += 1 }
    return String(characters[start..<index])
  }

  private mutating func number() throws(Problems) -> String {
    let start = index
    var points = 0
    while index < characters.count, characters[index].isASCII,
      characters[index].isNumber || (characters[index] == "." && points == 0)
    {
      if characters[index] == "." { points += 1 }
      index += 1
    }
    takeExponent()
    let text = String(characters[start..<index])
    if text.hasSuffix(".") || (index < characters.count && Lexer.startsWord(characters[index])) {
      throw Problems(
        Diagnostic(
          .badNumber, at: place(start),
          ["text": .text(text + (index < characters.count ? String(characters[index]) : ""))]))
    }
    return text
  }

  /// The power of ten of a floating-point number: `e32`, `e-7`.
  private mutating func takeExponent() {
    guard index < characters.count, characters[index] == "e" || characters[index] == "E" else {
      return
    }
    var end = index + 1
    if end < characters.count, characters[end] == "+" || characters[end] == "-" { end += 1 }
    let digits = characters[end...].prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty { index = digits.endIndex }
  }

  private mutating func quoted(_ quote: Character) throws(Problems) -> String {
    let start = index
    index += 1
    var text = ""
    while index < characters.count {
      if characters[index] == quote {
        if index + 1 < characters.count, characters[index + 1] == quote {
          text.append(quote)
          index += 2
          continue
        }
        index += 1
        return text
      }
      text.append(characters[index])
      index += 1
    }
    throw Problems(Diagnostic(.unclosedText, at: place(start), ["quote": .text(String(quote))]))
  }

  private func unexpected(_ text: String, _ offset: Int) -> Problems {
    Problems(Diagnostic(.unexpectedSign, at: place(offset), ["text": .text(text)]))
  }
}
