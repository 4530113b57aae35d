/// Every section a report can have, in reading order.
package enum SectionCatalog {
  package static let all: [any ReportSection.Type] = [
    VerdictSection.self,
    GoalsSection.self,
    TimelineSection.self,
    FunnelSection.self,
    ChannelsSection.self,
    PeopleSection.self,
    VoiceSection.self,
    ContentSection.self,
    MoneySection.self,
    ExperimentsSection.self,
    WhySection.self,
    NextSection.self,
    AppendixSection.self,
  ]

  /// The section with this name.
  package static subscript(_ name: String) -> (any ReportSection.Type)? {
    all.first { $0.kind.rawValue == name }
  }
}
