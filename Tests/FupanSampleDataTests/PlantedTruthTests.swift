import FupanSampleData
import Testing

@Suite("What is planted can be found, and what is not planted is not there")
struct PlantedTruthTests {
  static let seeds = (1...20).map { UInt64($0) }

  @Test(arguments: seeds)
  func everyTruthShowsAtTheSmallestScale(seed: UInt64) {
    let truth = SampleDataGenerator(seed: seed).truth()
    let finding = Finding(truth)
    #expect(finding.strongestChannel == "社群")
    #expect(finding.strongestZ > 8)
    #expect(finding.worstStep == "下单")
    #expect(finding.worstLoss > 1.5 * finding.secondLoss)
    #expect(finding.overBudget == ["达人合作"])
    #expect(finding.worstDay == "2026-04-16")
    #expect(finding.worstDayShare < 0.35)
    #expect(finding.lapsedShare > 0.1)
    #expect(finding.lapsedRevenueShare > 0.4)
  }

  @Test(arguments: seeds)
  func withoutTruthsEverythingIsFlat(seed: UInt64) {
    let truth = SampleDataGenerator(seed: seed, truths: []).truth()
    let finding = Finding(truth)
    #expect(finding.strongestZ < 3.5)
    #expect(finding.worstLoss < 1.3 * finding.secondLoss)
    #expect(finding.overBudget.isEmpty)
    #expect(finding.largestDeviation < 1_000)
    #expect(finding.worstDayShare > 0.6)
    #expect(finding.lapsedShare < 0.02)
    #expect(finding.lapsedRevenueShare < 0.08)
    #expect(truth.planted.names.isEmpty)
    #expect(truth.planted.segment == nil)
  }

  @Test(arguments: PlantedTruths.named.map { $0.name })
  func oneTruthCanBeLeftOut(name: String) throws {
    let left = try #require(PlantedTruths(name: name))
    for seed in Self.seeds.prefix(4) {
      let truth = SampleDataGenerator(seed: seed, truths: .all.subtracting(left)).truth()
      let finding = Finding(truth)
      #expect((finding.strongestZ > 5) == (left != .winningChannel))
      #expect((finding.worstLoss > 1.4 * finding.secondLoss) == (left != .dropOff))
      #expect(finding.overBudget.isEmpty == (left == .overBudget))
      #expect((finding.lapsedRevenueShare > 0.3) == (left != .segment))
      #expect((finding.worstDayShare < 0.4) == (left != .brokenDay))
      #expect(truth.planted.names == PlantedTruths.all.subtracting(left).names)
    }
  }

  @Test func anUnknownNameIsNoTruth() {
    #expect(PlantedTruths(name: "winning_chanel") == nil)
  }
}
