/// What is hidden in the sample for an analysis to find; each can be left out.
///
///     let honest = SampleDataGenerator(truths: .all.subtracting(.brokenDay))
package struct PlantedTruths: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Visitors who come through 社群 buy about three times as often as the others.
  package static let winningChannel = PlantedTruths(rawValue: 1 << 0)
  /// Far more people are lost between 加购 and 下单 than at any other step.
  package static let dropOff = PlantedTruths(rawValue: 1 << 1)
  /// 达人合作 costs a fifth to a quarter more than planned.
  package static let overBudget = PlantedTruths(rawValue: 1 << 2)
  /// One customer in twelve bought much and often last year, and nothing since.
  package static let segment = PlantedTruths(rawValue: 1 << 3)
  /// On 2026-04-16 nearly no order got through.
  package static let brokenDay = PlantedTruths(rawValue: 1 << 4)

  /// Who usually orders through 抖音 recommends the shop far less than the others.
  package static let recommendationGap = PlantedTruths(rawValue: 1 << 5)
  /// 结算页满减进度 nearly doubles the rate of its experiment; the other experiment does nothing.
  package static let experimentEffect = PlantedTruths(rawValue: 1 << 6)
  /// From 2026-04-10 the groups write half as much again a day.
  package static let livelierGroups = PlantedTruths(rawValue: 1 << 7)
  /// On 2026-04-18 and 19 comments complain of 漏液.
  package static let keywordSurge = PlantedTruths(rawValue: 1 << 8)
  /// The creator with most fans has deleted every third note.
  package static let creatorVeto = PlantedTruths(rawValue: 1 << 9)
  /// Who joins a group in the campaign brings in four times as many people as before.
  package static let spread = PlantedTruths(rawValue: 1 << 10)
  /// Who joined a group by scanning a poster leaves it again far sooner.
  package static let retentionGap = PlantedTruths(rawValue: 1 << 11)
  /// Some paid orders of 有赞 are not in its bill, and some are ten yuan short in it.
  package static let settlementGap = PlantedTruths(rawValue: 1 << 12)
  /// Tickets of level A wait for hours.
  package static let slowResponse = PlantedTruths(rawValue: 1 << 13)
  /// Half of the buyers saw a note before they came another way.
  package static let assistingChannel = PlantedTruths(rawValue: 1 << 14)

  /// Every truth, as the committed sample has it.
  package static let all = PlantedTruths(named.map(\.truth))

  /// The truths with their names in options and in `truth.json`, in order.
  package static let named: [(name: String, truth: PlantedTruths)] = [
    ("winning_channel", .winningChannel), ("drop_off", .dropOff), ("over_budget", .overBudget),
    ("segment", .segment), ("broken_day", .brokenDay),
    ("recommendation_gap", .recommendationGap), ("experiment_effect", .experimentEffect),
    ("livelier_groups", .livelierGroups), ("keyword_surge", .keywordSurge),
    ("creator_veto", .creatorVeto), ("spread", .spread), ("retention_gap", .retentionGap),
    ("settlement_gap", .settlementGap), ("slow_response", .slowResponse),
    ("assisting_channel", .assistingChannel),
  ]

  /// The truth of that name, or nil.
  package init?(name: String) {
    guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
    self = found.truth
  }

  /// The names of these truths, in order.
  package var names: [String] {
    Self.named.filter { contains($0.truth) }.map { $0.name }
  }
}
