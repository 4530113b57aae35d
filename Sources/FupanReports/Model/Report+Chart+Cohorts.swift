extension Report.Chart {
  /// The cohort triangle.
  package struct Cohorts: Hashable, Codable, Sendable {
    /// The names of the periods since the cohort's start, the first included.
    package var periods: [String]
    package var cohorts: [Cohort]

    package init(periods: [String], cohorts: [Cohort]) {
      self.periods = periods
      self.cohorts = cohorts
    }

    /// One cohort and how it came back.
    package struct Cohort: Hashable, Codable, Sendable {
      package var name: String
      /// How many belong to it.
      package var size: Report.Value
      /// One value a period, as many as have passed.
      package var values: [Report.Value]

      package init(_ name: String, size: Report.Value, values: [Report.Value]) {
        self.name = name
        self.size = size
        self.values = values
      }
    }
  }
}
