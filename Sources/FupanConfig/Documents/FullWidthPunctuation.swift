import FupanDiagnostics

/// Finds punctuation of a Chinese input method where YAML and expressions want the ASCII one.
package enum FullWidthPunctuation {
  /// A full-width character and what was meant.
  package struct Found: Sendable {
    /// The full-width character.
    package let character: Character
    /// The ASCII spelling.
    package let meant: Character
    /// Where it is: bytes of UTF-8 from the start of the text.
    package let utf8Offset: Int
    /// The text with every such character outside quotes mended.
    package let mended: String
  }

  private static func meant(by character: Character) -> Character? {
    switch character {
    case "：": ":"
    case "，": ","
    case "（": "("
    case "）": ")"
    case "‘", "’": "'"
    case "＝": "="
    default: nil
    }
  }

  /// The first such character of `text` that stands outside ASCII quotes, or nil.
  package static func first(in text: String) -> Found? {
    // All of them are beyond ASCII, and most texts are not.
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var found: (character: Character, meant: Character, offset: Int)?
    var mended = ""
    var quote: Character?
    var offset = 0
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        mended.append(character)
      } else if let meant = meant(by: character) {
        found = found ?? (character, meant, offset)
        mended.append(meant)
        if meant == ":" { mended.append(" ") }
      } else {
        if character == "'" || character == "\"" { quote = character }
        mended.append(character)
      }
      offset += character.utf8.count
    }
    return found.map {
      Found(character: $0.character, meant: $0.meant, utf8Offset: $0.offset, mended: mended)
    }
  }

  /// The first such character of a plain scalar, or nil.
  static func first(inUnquoted node: Node) -> Found? {
    guard !node.isQuoted, let text = node.scalar else { return nil }
    return first(in: text)
  }
}

extension Diagnostic {
  /// That `found` stands in the text of the scalar `node`.
  package static func fullWidth(_ found: FullWidthPunctuation.Found, in node: Node) -> Diagnostic {
    Diagnostic(
      .fullWidthPunctuation, at: node.place(atUTF8Offset: found.utf8Offset),
      [
        "character": .text(String(found.character)), "meant": .text(String(found.meant)),
        "mended": .text(found.mended),
      ])
  }
}
