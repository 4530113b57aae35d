extension Report.Table {
  /// That its rows are groups of people, and which column counts them.
  ///
  /// It is not written into `report.json`: by it small groups are withheld in every table of the
  /// report, before any writer sees them.
  package struct PeopleCounts: Hashable, Sendable {
    /// What the groups are values of, such as `channel`.
    package var dimension: String
    /// The id of the column that names a group.
    package var group: String
    /// The id of the column of counts.
    package var count: String
    /// Fewer people are not shown.
    package var minimum: Int
    /// The dataset: charts whose ids begin with it are drawn from the same rows.
    package var dataset: String

    package init(
      by dimension: String, group: String, count: String, minimum: Int, dataset: String
    ) {
      self.dimension = dimension
      self.group = group
      self.count = count
      self.minimum = minimum
      self.dataset = dataset
    }
  }
}
