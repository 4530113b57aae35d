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

  /// Every truth, as the committed sample has it.
  package static let all: PlantedTruths = [
    .winningChannel, .dropOff, .overBudget, .segment, .brokenDay,
  ]

  /// The truths with their names in options and in `truth.json`, in order.
  package static let named: [(name: String, truth: PlantedTruths)] = [
    ("winning_channel", .winningChannel), ("drop_off", .dropOff), ("over_budget", .overBudget),
    ("segment", .segment), ("broken_day", .brokenDay),
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
