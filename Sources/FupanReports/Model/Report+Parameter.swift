extension Report {
  /// One parameter of the pipeline and the value this run gave it.
  package struct Parameter: Hashable, Codable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}
