extension Report.Table {
  /// That its rows are groups of people, and which columns count them.
  ///
  /// It is not written into `report.json`: by it small groups are withheld in every table of the
  /// report, before any writer sees them.
  package struct PeopleCounts: Hashable, Sendable {
    /// What the groups are values of, such as `channel`.
    package var dimension: String
    /// The id of the column that names a group.
    package var group: String
    /// The ids of columns whose values part the rows into lists of their own, such as the day that a
    /// row asks about.
    package var within: [String]
    /// The columns of counts, and of shares that would tell them.
    package var counts: [Count]
    /// Whether the counts of parts add up to the one of the whole group.
    package var addsUp: Bool
    /// Whether one person may be in several groups, so that groups do not add up to their total.
    package var overlap: Bool
    /// Fewer people are not shown.
    package var minimum: Int
    /// The dataset: charts whose ids begin with it are drawn from the same rows.
    package var dataset: String

    package init(
      by dimension: String, group: String, within: [String] = [], counts: [Count],
      addsUp: Bool = false, overlap: Bool = false, minimum: Int, dataset: String
    ) {
      self.dimension = dimension
      self.group = group
      self.within = within
      self.counts = counts
      self.addsUp = addsUp
      self.overlap = overlap
      self.minimum = minimum
      self.dataset = dataset
    }

    /// A table with one column of counts.
    package init(
      by dimension: String, group: String, count: String, minimum: Int, dataset: String
    ) {
      self.init(
        by: dimension, group: group, counts: [Count(count)], minimum: minimum, dataset: dataset)
    }

    /// A column that counts people, or tells how many there are by their share.
    package struct Count: Hashable, Sendable {
      /// The column's id.
      package var column: String
      /// Those of a row that it counts, such as who gave one answer; nil for all of them.
      package var part: Report.Group?
      /// The sum over the rows, where it stands elsewhere in the report.
      package var total: Int?
      /// The ids of columns that tell of the same people, such as their rate.
      package var dependents: [String]

      package init(
        _ column: String, of part: Report.Group? = nil, total: Int? = nil,
        dependents: [String] = []
      ) {
        self.column = column
        self.part = part
        self.total = total
        self.dependents = dependents
      }
    }
  }
}
