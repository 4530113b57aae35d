import FupanMethods
import FupanMetrics
import Testing

@Suite("Gaps are told where they are sure and large, and nowhere else")
struct GapFindingTests {
  private func score(_ promoters: Int, _ passives: Int, _ detractors: Int) -> NetPromoterScore {
    NetPromoterScore(promoters: promoters, passives: passives, detractors: detractors)
  }

  @Test func theGroupThatRecommendsLessIsFound() throws {
    let found = try #require(
      RecommendationGap.find([score(54, 28, 18), score(24, 28, 48), score(53, 27, 20)]))
    #expect(found.index == 1)
    #expect(found.own.score.value == -24)
    #expect(found.q < 0.001)
    #expect(abs(found.share - 100.0 / 300) < 1e-12)
  }

  @Test func fewAnswersAndSmallGapsAreNoGap() {
    #expect(RecommendationGap.find([score(14, 8, 5), score(3, 6, 20)]) == nil)
    #expect(RecommendationGap.find([score(540, 280, 180), score(500, 290, 210)]) == nil)
    #expect(RecommendationGap.find([score(2, 3, 60)]) == nil)
  }

  @Test func aLevelBelowItsGoalIsFoundOnlyBeyondChance() throws {
    let found = try #require(MissedService.find([(20, 40), (58, 60), (79, 80)]))
    #expect(found.index == 0)
    #expect(found.late == 20)
    #expect(found.total == 180)
    // 34 of 40 is 85 %, which 90 % may well look like.
    #expect(MissedService.find([(34, 40), (58, 60)]) == nil)
    #expect(MissedService.find([(2, 10)]) == nil)
  }

  @Test func missingMoneyIsFoundFromHalfAPerCent() {
    func cents(_ value: Int) -> ScaledInteger { ScaledInteger(Int128(value), scale: 2) }
    let found = SettlementGap.find(orders: 3, missing: cents(60_00), paid: cents(10_000_00))
    #expect(found?.share == 0.006)
    #expect(SettlementGap.find(orders: 3, missing: cents(40_00), paid: cents(10_000_00)) == nil)
    #expect(SettlementGap.find(orders: 0, missing: cents(0), paid: cents(0)) == nil)
  }

  @Test func spreadIsToldFromAQuarterOfAMemberEach() throws {
    let strong = Estimate.mean(of: (0..<200).map { $0 % 2 == 0 ? 1 : 0 })
    let weak = Estimate.mean(of: (0..<200).map { $0 % 4 == 0 ? 1 : 0 })
    let found = try #require(StrongSpread.find(strong, eligible: 200, seeds: 300, members: 400))
    #expect(found.rate.value == 0.5)
    #expect(found.share == 0.25)
    #expect(StrongSpread.find(weak, eligible: 200, seeds: 300, members: 400) == nil)
    #expect(StrongSpread.find(strong, eligible: 40, seeds: 30, members: 50) == nil)
  }

  @Test func theGroupThatLeavesFirstIsFoundWhereCurvesDiffer() throws {
    let groups = [(members: 400, stays: 0.6), (300, 0.85), (10, 0.1)]
    let found = try #require(LeavingGroup.find(groups, p: 0.0001))
    #expect(found.index == 0)
    #expect(found.longest == 0.85)
    #expect(LeavingGroup.find(groups, p: 0.02) == nil)
    #expect(LeavingGroup.find(groups, p: nil) == nil)
    #expect(LeavingGroup.find([(400, 0.8), (300, 0.85)], p: 0.0001) == nil)
  }

  @Test func aWordThatCameUpAtOnceIsFound() throws {
    let found = try #require(
      SurgingKeyword.find([
        (mentions: 6, expected: 1, texts: 30, q: 0.0001), (22, 0.3, 40, 1e-9),
        (30, 20, 60, 0.0001), (4, 0.1, 20, 0.0001), (9, 1, 20, 0.01),
      ]))
    #expect(found.index == 1)
    #expect(abs(found.share - 21.7 / 40) < 1e-12)
    #expect(SurgingKeyword.find([(30, 20, 60, 0.0001)]) == nil)
  }

  @Test func aChannelThatOthersCloseForIsFound() throws {
    let found = try #require(
      AssistingChannel.find([(0.7, 0.55), (0.25, 0.2), (0.05, 0.25)], orders: 300))
    #expect(found.index == 2)
    #expect(AssistingChannel.find([(0.7, 0.66), (0.3, 0.34)], orders: 300) == nil)
    #expect(AssistingChannel.find([(0.95, 0.75), (0.05, 0.25)], orders: 60) == nil)
  }

  @Test func aJumpOfAFifthIsToldOverThreeWeeks() {
    func found(_ level: Double, _ p: Double?, _ days: (Int, Int)) -> LevelShift? {
      LevelShift.find(level: level, p: p, before: 80, daysBefore: days.0, daysAfter: days.1)
    }
    #expect(found(40, 0.0001, (21, 15))?.relative == 0.5)
    #expect(found(40, 0.02, (21, 15)) == nil)
    #expect(found(8, 0.0001, (21, 15)) == nil)
    #expect(found(40, 0.0001, (13, 15)) == nil)
    #expect(found(40, nil, (21, 15)) == nil)
  }

  @Test func theDearestExcludedCreatorIsNamed() throws {
    let found = try #require(
      CreatorVeto.find([(false, 500), (true, 300), (true, 200), (false, 0)]))
    #expect(found.index == 1)
    #expect(found.excluded == 2)
    #expect(found.share == 0.5)
    #expect(CreatorVeto.find([(false, 1)]) == nil)
  }

  @Test func effectsAreCorrectedForAllComparisonsAndNeedABalancedSplit() throws {
    func comparison(_ a: Int, _ b: Int, isBalanced: Bool = true) -> ExperimentEffect.Comparison {
      .init(control: (a, 850), variant: (b, 850), isBalanced: isBalanced)
    }
    let found = try #require(
      ExperimentEffect.find([comparison(120, 126), comparison(85, 160)]))
    #expect(found.index == 1)
    #expect(found.q < 0.001)
    #expect(ExperimentEffect.find([comparison(85, 160, isBalanced: false)]) == nil)
    #expect(ExperimentEffect.find([comparison(120, 126)]) == nil)
    // p = 0.006 alone is sure enough; beside nine others it is not.
    #expect(ExperimentEffect.find([comparison(100, 139)]) != nil)
    #expect(
      ExperimentEffect.find([comparison(100, 139)] + (0..<9).map { _ in comparison(100, 101) })
        == nil)
  }
}
