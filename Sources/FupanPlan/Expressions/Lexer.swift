import FupanDiagnostics

/// Cuts the text of an expression into tokens.
struct Lexer {
  private let characters: [Character]
  /// The characters that are ASCII, and a greater byte for each other: most are, and what a `Character`
  /// is takes long to tell.
  private let bytes: [UInt8]
  private let place: (Int) -> Place?
  private var index = 0

  init(_ text: String, place: @escaping (Int) -> Place?) {
    // A carriage return and a line feed are one character; all other ASCII stands for itself.
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) {
      bytes = Array(text.utf8)
      characters = bytes.map { Character(Unicode.Scalar($0)) }
    } else {
      characters = Array(text)
      bytes = characters.map { $0.asciiValue ?? Lexer.beyondASCII }
    }
    self.place = place
  }

  private static let beyondASCII: UInt8 = 0xFF

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
    while index < characters.count, isWhitespace(index) { index += 1 }
    let start = index
    guard index < characters.count else { return Token(kind: .end, offset: start) }
    let character = characters[index]
    if !isASCII(index), let meant = Lexer.fullWidth[character] {
      let mended = String(characters.map { Lexer.fullWidth[$0] ?? $0 })
      throw Problems(
        Diagnostic(
          .fullWidthSign, at: place(start),
          [
            "sign": .text(String(character)), "meant": .text(String(meant)),
            "mended": .text(mended),
          ]))
    }
    let byte = bytes[index]
    if byte == UInt8(ascii: "'") { return Token(kind: .text(try quoted("'")), offset: start) }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
      return Token(kind: .quotedIdentifier(try quoted(character)), offset: start)
    }
    if byte == UInt8(ascii: ":") {
      index += 1
      let name = word()
      guard !name.isEmpty else { throw unexpected(":", start) }
      return Token(kind: .parameter(name), offset: start)
    }
    if isDigit(index) {
      return Token(kind: .number(try number()), offset: start)
    }
    if startsWord(index) { return Token(kind: .identifier(word()), offset: start) }
    for sign in Lexer.longSigns where bytes[index...].starts(with: sign.utf8) {
      index += sign.utf8.count
      return Token(kind: .sign(sign), offset: start)
    }
    guard "+-*/%(),=<>.".utf8.contains(byte) else {
      throw unexpected(String(character), start)
    }
    index += 1
    return Token(kind: .sign(String(character)), offset: start)
  }

  private func isASCII(_ index: Int) -> Bool { bytes[index] < 0x80 }

  private func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(bytes[index]) }

  private func isWhitespace(_ index: Int) -> Bool {
    switch bytes[index] {
    case 0x20, 0x09...0x0D: true
    case Lexer.beyondASCII: characters[index].isWhitespace
    default: false
    }
  }

  private func startsWord(_ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "#"):
      true
    case Lexer.beyondASCII: characters[index].isLetter
    default: false
    }
  }

  private mutating func word() -> String {
    let start = index
    while index < characters.count,
      startsWord(index) || isDigit(index) || !isASCII(index) && characters[index].isNumber
    { index += 1 }
    return text(start..<index)
  }

  private func text(_ range: Range<Int>) -> String {
    bytes[range].contains(Lexer.beyondASCII)
      ? String(characters[range]) : String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func number() throws(Problems) -> String {
    let start = index
    var points = 0
    let point = UInt8(ascii: ".")
    while index < characters.count, isDigit(index) || (bytes[index] == point && points == 0) {
      if bytes[index] == point { points += 1 }
      index += 1
    }
    takeExponent()
    let text = text(start..<index)
    if text.hasSuffix(".") || (index < characters.count && startsWord(index)) {
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
    let first = end
    while end < characters.count, isDigit(end) { end += 1 }
    if end > first { index = end }
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
