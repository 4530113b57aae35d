/// Checks a list of messages for what every message must hold; tests of each module call it.
package enum MessageCatalog {
  /// What is wrong with `messages`, one sentence each; empty where all is well.
  ///
  /// Codes are snake_case, unique and in alphabetical order; both languages have a text, a hint
  /// in both or in neither, the same `{places}`, and no full stop at the end.
  package static func faults(of messages: [Message]) -> [String] {
    var faults: [String] = []
    for (index, message) in messages.enumerated() {
      let code = message.code
      let isSnakeCase =
        code.first?.isLetter == true && code.last != "_" && !code.contains("__")
        && code.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
      if !isSnakeCase { faults.append("\(code) is not snake_case") }
      if index > 0 {
        let previous = messages[index - 1].code
        if previous == code { faults.append("\(code) is listed twice") }
        if previous.utf8.lexicographicallyPrecedes(code.utf8) == false, previous != code {
          faults.append("\(code) stands after \(previous)")
        }
      }
      if message.english.isEmpty || message.chinese.isEmpty {
        faults.append("\(code) lacks a text")
      }
      if message.english.hasSuffix(".") || message.chinese.hasSuffix("。") {
        faults.append("\(code) ends with a full stop")
      }
      if !message.chinese.isEmpty, message.chinese.unicodeScalars.allSatisfy(\.isASCII) {
        faults.append("\(code) has no Chinese in its Chinese text")
      }
      if (message.englishHint == nil) != (message.chineseHint == nil) {
        faults.append("\(code) has a hint in one language only")
      }
      if places(in: message.english) != places(in: message.chinese) {
        faults.append("\(code) has different places in its texts")
      }
      if places(in: message.englishHint ?? "") != places(in: message.chineseHint ?? "") {
        faults.append("\(code) has different places in its hints")
      }
    }
    return faults
  }

  /// The names in braces, sorted.
  private static func places(in template: String) -> [String] {
    MessageTemplate(template).facts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
