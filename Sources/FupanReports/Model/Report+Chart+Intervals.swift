extension Report.Chart {
  /// An estimate and its interval for each of several groups.
  package struct Intervals: Hashable, Codable, Sendable {
    package var rows: [Row]
    package var reference: Reference?

    package init(_ rows: [Row], reference: Reference? = nil) {
      self.rows = rows
      self.reference = reference
    }

    /// One group's estimate; `low` and `high` are the ends of its interval.
    package struct Row: Hashable, Codable, Sendable {
      package var name: String
      package var estimate: Report.Value
      package var low: Report.Value
      package var high: Report.Value
      package var n: Report.Value

      package init(
        _ name: String, estimate: Report.Value, low: Report.Value, high: Report.Value,
        n: Report.Value
      ) {
        self.name = name
        self.estimate = estimate
        self.low = low
        self.high = high
        self.n = n
      }
    }
  }
}
