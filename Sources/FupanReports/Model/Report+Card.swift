extension Report {
  /// One metric at a glance: its value, how it stands to its target, and how it moved.
  package struct Card: Hashable, Codable, Sendable {
    /// The metric's stable id.
    package var metric: String
    package var label: String
    package var value: Value
    package var target: Value?
    package var status: Status?
    package var deltas: [Delta]
    /// The metric day by day over the period; nil where a day has no value.
    package var sparkline: [Double?]
    /// The id of the ``Receipt`` that explains the value.
    package var receipt: String?
    /// A remark under the value, such as the other notations of ROI.
    package var note: Sentence?

    package init(
      metric: String, label: String, value: Value, target: Value? = nil, status: Status? = nil,
      deltas: [Delta] = [], sparkline: [Double?] = [], receipt: String? = nil,
      note: Sentence? = nil
    ) {
      self.metric = metric
      self.label = label
      self.value = value
      self.target = target
      self.status = status
      self.deltas = deltas
      self.sparkline = sparkline
      self.receipt = receipt
      self.note = note
    }
  }
}
