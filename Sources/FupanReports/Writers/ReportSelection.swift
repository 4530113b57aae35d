/// Which part of a report is written: some of its sections, without some of its metrics.
///
///     ReportSelection(sections: [.verdict], hiding: ["campaign_profit", "roi"])
package struct ReportSelection: Hashable, Sendable {
  /// The sections to write, in the report's order; nil writes all.
  package var sections: [Report.Section.Kind]?
  /// The metrics that must not appear, neither as a figure nor as a receipt.
  package var hidden: Set<String>

  package init(sections: [Report.Section.Kind]? = nil, hiding hidden: Set<String> = []) {
    self.sections = sections
    self.hidden = hidden
  }

  /// Everything.
  package static let all = ReportSelection()
}
