extension Report.Chart {
  /// A value for each row and column.
  package struct Heat: Hashable, Codable, Sendable {
    package var rows: [String]
    package var columns: [String]
    /// One list a row, one value a column.
    package var values: [[Report.Value]]

    package init(rows: [String], columns: [String], values: [[Report.Value]]) {
      self.rows = rows
      self.columns = columns
      self.values = values
    }
  }
}
