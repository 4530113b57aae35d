/// One thing that can be said to the user: a stable code, its text in every language, and what it
/// means for the exit status.
///
/// The text's `{name}` places are filled with the facts of a ``Diagnostic``. A fact that is absent
/// leaves nothing behind, so an optional part carries its own punctuation. `{count|row|rows}` is the
/// word that goes with a number.
///
///     extension Message {
///       static let unknownColumn = Message(
///         "unknown_column", exit: .config,
///         en: "no column '{name}'{suggestion}", zh: "没有列“{name}”{suggestion}",
///         hint: (en: "the columns here are: {columns}", zh: "这里的列有：{columns}"))
///     }
package struct Message: Sendable {
  /// The stable code in snake_case, the same in every language and version.
  package let code: String
  /// What a run that ends with this message exits with.
  package let exit: ExitStatus
  /// The English text, without a final full stop.
  package let english: String
  /// The Simplified Chinese text.
  package let chinese: String
  /// The way out in English, or nil where the text already says it.
  package let englishHint: String?
  /// The way out in Simplified Chinese.
  package let chineseHint: String?

  package init(
    _ code: String, exit: ExitStatus, en english: String, zh chinese: String,
    hint: (en: String, zh: String)? = nil
  ) {
    self.code = code
    self.exit = exit
    self.english = english
    self.chinese = chinese
    self.englishHint = hint?.en
    self.chineseHint = hint?.zh
  }

  /// The same where the way out is taken already.
  package var withoutHint: Message { Message(code, exit: exit, en: english, zh: chinese) }

  /// The text with its places filled.
  package func text(in language: Language, with facts: [Fact]) -> String {
    MessageTemplate(language == .english ? english : chinese).filled(with: facts, in: language)
  }

  /// The way out with its places filled, or nil.
  package func hint(in language: Language, with facts: [Fact]) -> String? {
    (language == .english ? englishHint : chineseHint).map {
      MessageTemplate($0).filled(with: facts, in: language)
    }
  }
}
