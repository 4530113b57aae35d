extension Report {
  /// One part of the report, answering one question.
  ///
  /// A section without data carries ``missing`` instead of blocks; one with some of its data
  /// carries both, and its writers say what else would be shown.
  package struct Section: Hashable, Codable, Sendable {
    package var kind: Kind
    /// A heading of its own; nil takes the language's usual one for the kind.
    package var title: String?
    package var blocks: [Block]
    /// The inputs that would fill what is not shown: `survey`.
    package var missing: [String]
    /// A remark on what the section covers.
    package var note: Sentence?

    package init(
      _ kind: Kind, title: String? = nil, blocks: [Block] = [], missing: [String] = [],
      note: Sentence? = nil
    ) {
      self.kind = kind
      self.title = title
      self.blocks = blocks
      self.missing = missing
      self.note = note
    }

    /// Which question the section answers; also its anchor in every writer.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
      case verdict, goals, timeline, funnel, channels, people, voice, content, money, experiments
      case why, next, appendix
    }
  }
}
