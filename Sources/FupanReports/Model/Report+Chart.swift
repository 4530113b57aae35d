extension Report {
  /// A chart for a question; its title says the answer.
  ///
  ///     Report.Chart(
  ///       id: "share_by_channel", title: "社群贡献了一半的净销售额", unit: .money,
  ///       alt: "各渠道净销售额条形图：社群最高，其次是广告。",
  ///       .bars(.init(categories: names, series: [.init("净销售额", amounts)])))
  package struct Chart: Hashable, Codable, Sendable {
    /// A stable name, unique in the report: the file name of its picture.
    package var id: String
    /// The answer, as a sentence.
    package var title: String
    /// What is drawn, where the title does not say it: measure, scope, window.
    package var subtitle: String?
    package var unit: Unit
    /// What a reader who cannot see the chart should know.
    package var alt: String
    package var kind: Kind
    /// The metrics it draws; it goes when one of them is hidden.
    package var metrics: [String]
    package var note: Sentence?

    package init(
      id: String, title: String, subtitle: String? = nil, unit: Unit, alt: String, _ kind: Kind,
      metrics: [String] = [], note: Sentence? = nil
    ) {
      self.id = id
      self.title = title
      self.subtitle = subtitle
      self.unit = unit
      self.alt = alt
      self.kind = kind
      self.metrics = metrics
      self.note = note
    }

    /// What the numbers of a chart are.
    package enum Unit: String, Hashable, Codable, Sendable, CaseIterable {
      case count, money, ratio, points, multiple, number
    }
  }
}
