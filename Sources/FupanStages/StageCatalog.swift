/// Every stage, in alphabetical order.
package enum StageCatalog {
  package static let all: [StageSpec] = [
    StageSpec(Aggregate.self),
    StageSpec(Attribute.self),
    StageSpec(Bin.self),
    StageSpec(CalendarFill.self),
    StageSpec(Cohort.self),
    StageSpec(CountBy.self),
    StageSpec(Dedupe.self),
    StageSpec(Derive.self),
    StageSpec(Describe.self),
    StageSpec(During.self),
    StageSpec(Expect.self),
    StageSpec(Frequencies.self),
    StageSpec(From.self),
    StageSpec(Funnel.self),
    StageSpec(JoinDatasets.self),
    StageSpec(Keep.self),
    StageSpec(Lag.self),
    StageSpec(NPS.self),
    StageSpec(Parse.self),
    StageSpec(Rank.self),
    StageSpec(ReadCSV.self),
    StageSpec(ReadJSON.self),
    StageSpec(Rename.self),
    StageSpec(RFMTiers.self),
    StageSpec(Running.self),
    StageSpec(Segment.self),
    StageSpec(Select.self),
    StageSpec(Sessionise.self),
    StageSpec(Share.self),
    StageSpec(SplitMulti.self),
    StageSpec(Top.self),
    StageSpec(Union.self),
    StageSpec(WriteCSV.self),
    StageSpec(WriteJSON.self),
  ]

  /// The stage with this name.
  package static subscript(_ name: String) -> StageSpec? { all.first { $0.about.name == name } }
}
