import FupanDiagnostics
import FupanReports

/// One line of a notice: words that neither a platform nor a terminal can misread.
struct NoticeLine: Sendable {
  /// How it stands out.
  enum Kind: Sendable {
    case title, heading, plain, item
  }

  let kind: Kind
  /// The words, safe in every form: one line, no markup, nobody's phone or address.
  let words: String
  /// Longer lines are cut, so that the first ones fit everywhere.
  private static let longest = 240

  init(_ kind: Kind, _ words: String) {
    self.kind = kind
    self.words = NoticeLine.shortened(NoticeLine.withoutMarkup(NoticeLine.anonymous(words)))
  }

  func text(_ form: NoticePlatform.Form) -> String {
    switch (kind, form) {
    case (.title, .markdown): "### \(words)"
    case (.heading, .markdown): "**\(words)**"
    case (.item, .markdown): "> \(words)"
    case (.item, .text): "· \(words)"
    case (_, .text), (.plain, .markdown): words
    }
  }

  /// Phone numbers and mail addresses are left out, wherever they came from.
  static func anonymous(_ text: String) -> String {
    var result = ""
    var word = ""
    func isPart(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber || "@._+-".contains(character))
    }
    func flush() {
      result += isTelling(word) ? "***" : word
      word = ""
    }
    for character in text {
      if isPart(character) {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }

  /// Whether a word holds a phone number, a longer number that names somebody, or a mail address.
  private static func isTelling(_ word: String) -> Bool {
    var run = 0
    for byte in word.utf8 {
      if (0x30...0x39).contains(byte) {
        run += 1
        if run >= 11 { return true }
      } else if byte != UInt8(ascii: "-") {
        run = 0
      }
    }
    guard let at = word.firstIndex(of: "@"), at != word.startIndex else { return false }
    return word[word.index(after: at)...].contains(".")
  }

  /// What markup or a mention would be made of becomes its full-width twin.
  private static func withoutMarkup(_ text: String) -> String {
    var result = ""
    for scalar in text.neutral.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result.unicodeScalars.append(" ")
      case "*", "_", "`", "[", "]", "<", ">", "#", "@", "~", "|", "\\", "$":
        let wide = Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
        result.unicodeScalars.append(wide)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > longest else { return text }
    var result = ""
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > longest - 3 { break }
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }
}
