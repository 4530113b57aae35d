extension Report {
  /// A table of typed cells.
  ///
  ///     Report.Table(
  ///       id: "orders_by_channel", title: "各渠道订单",
  ///       columns: [.init("channel", "渠道", .text), .init("orders", "订单数", .integer)],
  ///       rows: [.init(["社群", 120]), .init(["合计", 120], isTotal: true)])
  package struct Table: Hashable, Codable, Sendable {
    /// A stable name, unique in the report: the file name of its CSV.
    package var id: String
    package var title: String
    package var columns: [Column]
    package var rows: [Row]
    /// The order of the rows, if they have one worth telling.
    package var sortedBy: Sorting?
    package var note: Sentence?
    /// That it counts people by group, where it does; not part of what is written.
    package var people: PeopleCounts?

    private enum CodingKeys: String, CodingKey {
      case id, title, columns, rows, sortedBy, note
    }

    package init(
      id: String, title: String, columns: [Column], rows: [Row], sortedBy: Sorting? = nil,
      note: Sentence? = nil, people: PeopleCounts? = nil
    ) {
      self.id = id
      self.title = title
      self.columns = columns
      self.rows = rows
      self.sortedBy = sortedBy
      self.note = note
      self.people = people
    }

    /// Which column orders the rows, and in which direction.
    package struct Sorting: Hashable, Codable, Sendable {
      package var column: String
      package var descending: Bool

      package init(by column: String, descending: Bool = true) {
        self.column = column
        self.descending = descending
      }
    }
  }
}
