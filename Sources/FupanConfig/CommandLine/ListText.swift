/// Cuts a list written in one word at its commas.
enum ListText {
  /// The parts between commas that stand outside brackets and quotes, trimmed, each with the
  /// characters before it.
  static func parts(of text: String) -> [(text: String, offset: Int)] {
    var parts: [(String, Int)] = []
    var part = ""
    var start = 0
    var depth = 0
    var quote: Character?
    func finish() {
      let blanks = part.prefix { $0.isWhitespace }.count
      parts.append((String(trimmed(part[...])), start + blanks))
    }
    for (offset, character) in text.enumerated() {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "," && depth == 0 {
        finish()
        part = ""
        start = offset + 1
        continue
      } else if character == "'" || character == "\"" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      }
      part.append(character)
    }
    finish()
    return parts
  }

  /// `text` without white space at its ends.
  static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
