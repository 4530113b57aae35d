import FupanMethods
import Testing

@Suite struct ArmComparisonTests {
  @Test func aShareIsTestedAndToldWithWhatItCouldHaveSeen() {
    let arm = ArmComparison(base: (120, 2400), other: (156, 2400))
    #expect(arm.method == "newcombe")
    #expect(isClose(arm.p, 0.02561052, 8))
    #expect(isClose(arm.detectable, 0.01913722, 8))
    #expect(ArmComparison(base: (1, 6), other: (8, 10)).method == "fisher")
  }

  @Test func meansAndRanksHaveTheirOwnColumns() {
    let a = [52.0, 61, 48, 70, 55, 66, 59]
    let b = [60.0, 72, 81, 65, 77, 69]
    let mean = ArmComparison(base: Moments(a), other: Moments(b))
    #expect(isClose(mean.difference.value, 11.952381, 6))
    #expect(isClose(mean.lift.value, 11.952381 / (411.0 / 7), 6))
    let ranks = ArmComparison(
      base: WeightedValues(a.map { .init($0, count: 1) }),
      other: WeightedValues(b.map { .init($0, count: 1) }))
    #expect(ranks.method == "mann_whitney" && ranks.superiority != nil)
  }

  @Test func decisionsWaitForTheGate() {
    func decision(
      _ verdict: SampleRatio.Verdict, _ difference: Double?, _ p: Double?
    ) -> ArmDecision {
      ArmDecision(verdict, difference: difference, p: p, isUpGood: true)
    }
    #expect(decision(.mismatch, 1, 0.001) == .notInterpretable)
    #expect(decision(.fine, 1, 0.001) == .better)
    #expect(decision(.warning, -1, 0.001) == .worse)
    #expect(decision(.fine, 1, 0.05) == .noDifference)
    #expect(decision(.unknown, nil, nil) == .undecided)
    #expect(
      ArmDecision(.fine, difference: 1, p: 0.001, isUpGood: false) == .worse)
  }

  @Test func tailsAreCutBeforeTheMean() {
    let values = WeightedValues([.init(1, count: 99), .init(1000, count: 1)])
    #expect(values.isHeavyTailed)
    #expect(isClose(values.moments.mean, 10.99, 9))
    #expect(isClose(values.moments(cutAt: 1).mean, 1, 12))
    #expect(isClose(values.quantile(Fraction(99, over: 100)), 10.99, 9))
    #expect(!WeightedValues([.init(1, count: 200)]).isHeavyTailed)
    let plain = [3.0, 1, 4, 1, 5]
    let weighted = WeightedValues(plain.map { .init($0, count: 1) }).moments
    #expect(isClose(weighted.standardDeviation, Moments(plain).standardDeviation ?? 0, 12))
  }

  @Test func noSampleGivesAReasonAndNoNumber() {
    let none = ArmComparison(base: (0, 0), other: (0, 0))
    #expect(none.difference.reason == .zeroDenominator && none.p == nil && none.detectable == nil)
    let one = ArmComparison(base: Moments([1]), other: Moments([1, 2]))
    #expect(one.difference.reason == .tooFew && one.lift.value == nil)
    let equal = ArmComparison(base: Moments([2, 2]), other: Moments([2, 2]))
    #expect(equal.difference.reason == .noVariance && equal.p == nil)
    let ranks = ArmComparison(base: WeightedValues([]), other: WeightedValues([]))
    #expect(ranks.difference.reason == .empty)
  }
}
