/// The words that a column may hold, such as the states of an order or the options of a question.
///
/// Words are matched after NFKC normalisation and trimming.
package struct Vocabulary: Hashable, Sendable {
  /// A word of the export and what it means: `交易成功` is `completed`.
  package struct Entry: Hashable, Sendable {
    package var text: String
    package var value: String

    package init(_ text: String, value: String) {
      self.text = text
      self.value = value
    }
  }

  /// What happens to a word that is none of them.
  package enum Unknown: Hashable, Sendable {
    /// Its row is refused.
    case refused
    /// It stays, counted.
    case kept
    /// Another word takes its place, counted.
    case replaced(by: String)
  }

  package var entries: [Entry]
  package var unknown: Unknown

  package init(_ entries: [Entry], unknown: Unknown) {
    self.entries = entries
    self.unknown = unknown
  }
}
