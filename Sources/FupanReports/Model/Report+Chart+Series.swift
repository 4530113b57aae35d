extension Report.Chart {
  /// Named values, one for each category, day or period.
  package struct Series: Hashable, Codable, Sendable {
    package var name: String
    package var values: [Report.Value]

    package init(_ name: String, _ values: [Report.Value]) {
      self.name = name
      self.values = values
    }
  }

  /// A line drawn at one value, such as a target, with its name.
  package struct Reference: Hashable, Codable, Sendable {
    package var name: String
    package var value: Report.Value

    package init(_ name: String, _ value: Report.Value) {
      self.name = name
      self.value = value
    }
  }
}
