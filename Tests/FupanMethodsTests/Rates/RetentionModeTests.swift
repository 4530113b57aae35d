import FupanMethods
import Testing

@Suite struct RetentionModeTests {
  private let persons: [(start: Int, active: [Int])] = [
    (0, [1, 3, 7]), (0, [2, 8]), (1, [6]), (2, [3, 9]), (3, [4, 5]),
  ]

  @Test("EX-2.7: exact, rolling and bounded retention")
  func modesDifferAsPublished() {
    func counts(_ mode: RetentionMode) -> [ScaledInteger?] {
      let rate = mode.rate(persons, end: 9)
      return [rate.numerator, rate.denominator]
    }
    #expect(counts(.exact(1)) == [3, 5])
    #expect(counts(.exact(7)) == [2, 4])
    #expect(counts(.rolling(7)) == [3, 4])
    #expect(counts(.bounded(5, 7)) == [3, 4])
    #expect(counts(.bounded(1, 7)) == [4, 4])
  }

  @Test func rollingSaysThatFollowUpDiffers() {
    #expect(RetentionMode.rolling(1).rate(persons, end: 9).flags.contains(.unequalFollowUp))
    #expect(RetentionMode.exact(20).rate(persons, end: 9).reason == .zeroDenominator)
  }

  @Test("EX-2.8: survival of members who may still leave")
  func survivalOfMembersWhoMayStillLeave() {
    let curve = SurvivalCurve([
      (5, true), (8, true), (12, true), (12, false), (20, true), (30, false), (30, false),
      (30, false),
    ])
    #expect(curve.points.map { $0.time } == [5, 8, 12, 20])
    let shares = [0.875, 0.75, 0.625, 0.46875]
    for (point, expected) in zip(curve.points, shares) {
      #expect(isClose(point.share.value, expected, 12))
    }
    #expect(isClose(curve.points[3].standardError, 0.186521, 6))
    #expect(isClose(curve.points[3].share.interval, 0.119929, 0.762856, 6))
    #expect(curve.median.value == 20)
  }

  @Test func survivalAtItsEnds() {
    #expect(SurvivalCurve([]).median.reason == .empty)
    #expect(SurvivalCurve([(3, false)]).median.reason == .notObserved)
    let gone = SurvivalCurve([(1, true), (2, true)])
    #expect(gone.points.last?.share.value == 0)
    #expect(gone.points.last?.share.interval == nil)
  }

  @Test("EX-2.10: an index of 150")
  func indexOfATargetGroup() {
    let index = Estimate.targetGroupIndex(segment: (36, 100), whole: (240, 1000))
    #expect(isClose(index.value, 150, 9))
    #expect(index.interval?.contains(150) == true)
    #expect(
      Estimate.targetGroupIndex(segment: (0, 10), whole: (0, 100)).reason == .zeroDenominator)
  }

  @Test("EX-2.6: stickiness is the mean of days")
  func stickinessIsTheMeanOfDays() {
    let value = Estimate.stickiness(daily: [40, 50, 45], monthly: [160, 165, 170])
    #expect(isClose(value.value, 0.272579, 6))
    #expect(Estimate.stickiness(daily: [40], monthly: [nil]).reason == .notObserved)
  }
}
