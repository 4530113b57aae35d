extension Report {
  /// How far a figure is from another one: relatively, in percentage points, or both.
  package struct Delta: Hashable, Codable, Sendable {
    package var against: Against
    /// The name of what it is measured against, such as an earlier campaign; nil for the usual word.
    package var name: String?
    /// The change as a share of the other figure: 0.12 is +12 %.
    package var relative: Double?
    /// The difference of two rates: 0.012 is +1.2 pp.
    package var points: Double?
    /// Whether the change is a good one, judged by the metric's direction.
    package var tone: Tone

    package init(
      against: Against, name: String? = nil, relative: Double? = nil, points: Double? = nil,
      tone: Tone = .neutral
    ) {
      self.against = against
      self.name = name
      self.relative = relative
      self.points = points
      self.tone = tone
    }

    /// What a figure is measured against.
    package enum Against: String, Hashable, Codable, Sendable, CaseIterable {
      case target, baseline, campaign
    }
  }
}
