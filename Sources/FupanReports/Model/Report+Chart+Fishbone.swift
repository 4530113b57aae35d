extension Report.Chart {
  /// What went wrong, with its causes by category along a spine (Ishikawa's diagram).
  package struct Fishbone: Hashable, Codable, Sendable {
    /// What the causes had for an effect: the head.
    package var effect: String
    package var bones: [Bone]

    package init(effect: String, bones: [Bone]) {
      self.effect = effect
      self.bones = bones
    }

    /// A category and its causes.
    package struct Bone: Hashable, Codable, Sendable {
      package var category: String
      package var causes: [String]

      package init(_ category: String, _ causes: [String]) {
        self.category = category
        self.causes = causes
      }
    }
  }
}
