extension Report.Chart {
  /// One small line a group, all on the same axes.
  package struct Multiples: Hashable, Codable, Sendable {
    /// The labels along every axis: days as `2026-04-10`, or names of periods.
    package var along: [String]
    /// One series a group, one value a label.
    package var groups: [Series]

    package init(along: [String], groups: [Series]) {
      self.along = along
      self.groups = groups
    }
  }
}
