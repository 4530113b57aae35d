import FupanMethods
import Testing

@Suite struct CohortValueTests {
  private let value = CohortValue(size: 200, margins: [3000, 1200, 900, 700])

  @Test("EX-13.2: cumulative value, payback and LTV:CAC of a cohort")
  func payback() {
    #expect(value.cumulative == [15, 21, 25.5, 29])
    #expect(isClose(value.payback(cost: 24).value, 2.666667, 6))
    #expect(isClose(value.ratio(toCost: 24, periods: 4).value, 1.208333, 6))
  }

  @Test("EX-13.2: the chain ladder goes on as older cohorts did")
  func chainLadder() {
    let ladder = ChainLadder(
      [[100, 150, 180, 195], [120, 174, 210], [90, 140], [110]], minimumCohorts: 1)
    for (factor, expected) in zip(ladder.factors, [1.496774, 1.203704, 1.083333]) {
      #expect(isClose(factor, expected, 6))
    }
    for (ultimate, expected) in zip(ladder.ultimates, [195, 227.5, 182.562, 214.699]) {
      #expect(isClose(ultimate, expected, 3))
    }
  }

  @Test func theLadderEndsWhereTooFewCohortsReach() {
    let ladder = ChainLadder([[100, 150, 180, 195], [120, 174, 210], [90, 140], [110]])
    #expect(ladder.factors.count == 1 && ladder.horizon == 2)
    #expect(ladder.ultimates[0] == 150 && ladder.ultimates[2] == 140)
    #expect(ChainLadder([]).ultimates.isEmpty)
    #expect(ChainLadder([[0, 5], [0, 6], [0, 7]]).factors.isEmpty)
  }

  @Test func whatTheDataDoesNotReachIsNotObserved() {
    #expect(value.payback(cost: 30).reason == .notObserved)
    #expect(value.ratio(toCost: 24, periods: 5).reason == .notObserved)
    #expect(value.ratio(toCost: 0, periods: 1).reason == .zeroDenominator)
    #expect(isClose(value.payback(cost: 10).value, 0.666667, 6))
    #expect(CohortValue(size: 0, margins: [5]).payback(cost: 1).reason == .empty)
  }
}
