extension Report.Table {
  /// One column: its name, what a reader calls it and the type of its cells.
  package struct Column: Hashable, Codable, Sendable {
    /// A stable name: the header of the table's CSV.
    package var id: String
    package var label: String
    package var kind: Kind
    /// The unit that belongs in the header, such as `人`.
    package var unit: String?
    /// Draws each cell's number as a bar behind it.
    package var bar: Bool
    /// Puts a plus before what is above zero: for gaps and changes.
    package var signed: Bool
    /// The metric whose values these are; the column goes when the metric is hidden.
    package var metric: String?

    package init(
      _ id: String, _ label: String, _ kind: Kind, unit: String? = nil, bar: Bool = false,
      signed: Bool = false, metric: String? = nil
    ) {
      self.id = id
      self.label = label
      self.kind = kind
      self.unit = unit
      self.bar = bar
      self.signed = signed
      self.metric = metric
    }

    /// The type of a column's cells; a cell may also be missing or suppressed.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
      case text, integer, money, ratio, points, multiple, number, date, status
      /// Cells of different types, such as the values of different metrics.
      case mixed
    }
  }
}
