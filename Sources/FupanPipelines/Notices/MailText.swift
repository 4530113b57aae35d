import Foundation
import FupanDiagnostics

/// A mail as RFC 5322 and MIME write it, without an address: who sends it knows to whom.
///
///     fupan notice out --for mail | sendmail -i team@example.com
enum MailText {
  /// The bytes of Base64 that a line holds (RFC 2045).
  private static let bodyLine = 76
  /// The bytes of text in one encoded word, which itself has at most 75 (RFC 2047).
  private static let wordBytes = 42

  static func message(subject: String, body: String, _ language: Language) -> String {
    let lineEnded = body.split(separator: "\n", omittingEmptySubsequences: false)
    let base64 = Data(lineEnded.joined(separator: "\r\n").utf8).base64EncodedString()
    var lines = [
      "Subject: " + encoded(subject), "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: base64",
      "Content-Language: \(language.rawValue)", "",
    ]
    var rest = base64[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(bodyLine)))
      rest = rest.dropFirst(bodyLine)
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// A header's text as encoded words, none of which splits a character.
  private static func encoded(_ text: String) -> String {
    if text.utf8.count <= 60, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var words: [String] = []
    var part: [UInt8] = []
    func flush() {
      if !part.isEmpty { words.append("=?UTF-8?B?\(Data(part).base64EncodedString())?=") }
      part = []
    }
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if part.count + bytes.count > wordBytes { flush() }
      part += bytes
    }
    flush()
    return words.joined(separator: "\r\n ")
  }
}
