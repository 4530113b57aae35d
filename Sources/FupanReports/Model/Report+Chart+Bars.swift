extension Report.Chart {
  /// One bar, or one group or stack of bars, for each category.
  package struct Bars: Hashable, Codable, Sendable {
    package var categories: [String]
    /// Each series has one value a category.
    package var series: [Series]
    package var arrangement: Arrangement
    package var reference: Reference?

    package init(
      categories: [String], series: [Series], _ arrangement: Arrangement = .grouped,
      reference: Reference? = nil
    ) {
      self.categories = categories
      self.series = series
      self.arrangement = arrangement
      self.reference = reference
    }

    /// How the bars of a category stand to one another.
    package enum Arrangement: String, Hashable, Codable, Sendable, CaseIterable {
      case grouped, stacked
      /// Away from zero both ways, good and bad told apart.
      case diverging
    }
  }
}
