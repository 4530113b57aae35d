extension Report {
  /// Whole days from the first to the last, both included.
  package struct Period: Hashable, Codable, Sendable {
    package var first: Day
    package var last: Day

    package init(_ first: Day, through last: Day) {
      self.first = first
      self.last = last
    }
  }
}
