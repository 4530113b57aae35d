import FupanDiagnostics

/// Balance of the round and square brackets of an expression, outside its quotes.
package enum Brackets {
  /// A bracket without its partner.
  package struct Unbalanced: Sendable {
    package let bracket: Character
    /// Where it is: bytes of UTF-8 from the start of the text.
    package let utf8Offset: Int
    /// The text with the missing bracket added or the extra one taken away.
    package let mended: String
  }

  /// How many more brackets open than close; negative where one closes that was never opened.
  static func depth(of text: String) -> Int {
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "'", "\"": quote = character
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth < 0 { return depth }
      default: break
      }
    }
    return depth
  }

  /// The first bracket that never closes, or closes without having been opened; nil where all match.
  package static func unbalanced(in text: String) -> Unbalanced? {
    var open: [(character: Character, offset: Int)] = []
    var quote: Character?
    var offset = 0
    for (index, character) in zip(text.indices, text) {
      defer { offset += character.utf8.count }
      if let quoted = quote {
        if character == quoted { quote = nil }
        continue
      }
      switch character {
      case "'", "\"": quote = character
      case "(", "[": open.append((character, offset))
      case ")", "]":
        if open.last?.character == (character == ")" ? "(" : "[") {
          open.removeLast()
        } else {
          let mended = text[..<index] + text[text.index(after: index)...]
          return Unbalanced(bracket: character, utf8Offset: offset, mended: String(mended))
        }
      default: break
      }
    }
    guard let last = open.last else { return nil }
    let closing = String(open.reversed().map { $0.character == "(" ? ")" : "]" })
    return Unbalanced(
      bracket: last.character, utf8Offset: last.offset, mended: text + closing)
  }
}

extension DecodingContext {
  /// The text of a node that holds an expression, after the checks that need no grammar: full-width
  /// punctuation outside quotes, and unbalanced brackets.
  ///
  /// Appends problems and returns nil where a check fails; `node.place(atUTF8Offset:)` then places
  /// what the expression's own parser finds.
  package func expressionText(of node: Node, gathering problems: inout [Diagnostic]) -> String? {
    guard let text = node.scalar, !node.isNull, !text.isEmpty else {
      problems.append(wrongType(node, wanted: .expression))
      return nil
    }
    if let found = FullWidthPunctuation.first(in: text) {
      problems.append(Diagnostic.fullWidth(found, in: node))
      return nil
    }
    if let found = Brackets.unbalanced(in: text) {
      problems.append(
        Diagnostic(
          .unbalancedBrackets, at: node.place(atUTF8Offset: found.utf8Offset),
          ["bracket": .text(String(found.bracket)), "mended": .text(found.mended)]))
      return nil
    }
    return text
  }
}
