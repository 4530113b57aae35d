extension Report.Chart {
  /// From a first total through additions and deductions to a last one.
  package struct Waterfall: Hashable, Codable, Sendable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    /// A total, or what changes it.
    package struct Step: Hashable, Codable, Sendable {
      package var name: String
      /// A total's level, or a change with its sign.
      package var value: Report.Value
      package var isTotal: Bool

      package init(_ name: String, _ value: Report.Value, isTotal: Bool = false) {
        self.name = name
        self.value = value
        self.isTotal = isTotal
      }
    }
  }
}
