extension Report {
  /// A group of people by one property: those of the channel 社群.
  package struct Group: Hashable, Sendable {
    /// What it is a value of, such as `channel`.
    package let dimension: String
    package let name: String

    package init(_ dimension: String, _ name: String) {
      self.dimension = dimension
      self.name = name
    }
  }
}
