extension Report {
  /// A remark that must not be overlooked.
  package struct Callout: Hashable, Codable, Sendable {
    package var tone: Tone
    package var title: String?
    package var text: Sentence

    package init(_ tone: Tone, title: String? = nil, _ text: Sentence) {
      self.tone = tone
      self.title = title
      self.text = text
    }
  }
}
