import FupanData

extension Report {
  /// Whole days from the first to the last, both included.
  package struct Period: Hashable, Codable, Sendable {
    package var first: CivilDate
    package var last: CivilDate

    package init(_ first: CivilDate, through last: CivilDate) {
      self.first = first
      self.last = last
    }
  }
}
