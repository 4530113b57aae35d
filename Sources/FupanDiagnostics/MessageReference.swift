/// The reference of messages, made from their declarations.
package enum MessageReference {
  /// Every message by its code: text and way out in both languages, and the exit status.
  ///
  /// - Parameter messages: all that the program can say, in any order.
  package static func markdown(for messages: [Message]) -> String {
    var text = """
      # Messages

      A problem has a code that never changes, a text in English or Chinese (`--language`), and often a
      way out. `{name}` stands for what the message is about.

      ## Exit statuses

      | Status | Meaning |
      | ---: | --- |

      """
    for status in ExitStatus.allCases { text += "| \(status.rawValue) | \(status.summary) |\n" }
    text += """

      ## Codes

      | Code | Status | English | 中文 |
      | --- | ---: | --- | --- |

      """
    let sorted = messages.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    for message in sorted {
      let english = cell(message.english, message.englishHint)
      let chinese = cell(message.chinese, message.chineseHint)
      text += "| `\(message.code)` | \(message.exit.rawValue) | \(english) | \(chinese) |\n"
    }
    return text
  }

  /// A text and its way out, as a cell of a Markdown table.
  private static func cell(_ text: String, _ hint: String?) -> String {
    ([text] + [hint].compactMap { $0 }).map { part in
      var cell = ""
      for character in MessageTemplate(part).pattern {
        switch character {
        case "|", "*", "`": cell += "\\\(character)"
        case "<": cell += "&lt;"
        case _ where character.isNewline: cell += " "
        default: cell.append(character)
        }
      }
      return cell
    }.joined(separator: "<br>→ ")
  }
}
