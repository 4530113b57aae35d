extension Report.Chart {
  /// How many reached each step.
  package struct Funnel: Hashable, Codable, Sendable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    /// One step of a funnel.
    package struct Step: Hashable, Codable, Sendable {
      package var name: String
      /// How many reached it.
      package var count: Report.Value
      /// The share of the step before; missing for the first.
      package var fromPrevious: Report.Value
      /// The share of the first step.
      package var fromFirst: Report.Value

      package init(
        _ name: String, count: Report.Value, fromPrevious: Report.Value, fromFirst: Report.Value
      ) {
        self.name = name
        self.count = count
        self.fromPrevious = fromPrevious
        self.fromFirst = fromFirst
      }
    }
  }
}
