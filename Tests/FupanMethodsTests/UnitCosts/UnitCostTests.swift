import FupanMethods
import Testing

@Suite struct UnitCostTests {
  @Test("EX-13.1: unit costs and the identity of CPA")
  func unitCostsAsPublished() {
    #expect(UnitCost.estimate(cost: 5000, count: 400_000, per: 1000).value == 12.5)
    #expect(UnitCost.estimate(cost: 5000, count: 8000).value == 0.625)
    #expect(UnitCost.estimate(cost: 5000, count: 2500).value == 2)
    #expect(UnitCost.estimate(cost: 5000, count: 125).value == 40)
    let gap = UnitCost.identityGap(cost: 5000, clicks: 8000, actions: 125)
    #expect((gap ?? 1) < 1e-9)
    #expect(Delta(from: 80, to: 35, isRatio: false).relative.value == -0.5625)
  }

  @Test func theIntervalIsTheCostOverThatOfTheCount() {
    let cpa = UnitCost.estimate(cost: 700, count: 7)
    #expect(isClose(cpa.interval?.lower, 700 / 14.422675, 4))
    #expect(isClose(cpa.interval?.upper, 700 / 2.814363, 3))
  }

  @Test func moneyWithoutResultAndResultsWithoutMoney() {
    let wasted = UnitCost.estimate(cost: 500, count: 0)
    #expect(wasted.value == nil && wasted.reason == .zeroDenominator)
    let organic = UnitCost.estimate(cost: 0, count: 12)
    #expect(organic.value == 0 && organic.flags.contains(.organic))
    #expect(UnitCost.estimate(cost: 0, count: 0).reason == .empty)
    #expect(UnitCost.estimate(cost: -5, count: 3).reason == .undefined)
    #expect(UnitCost.identityGap(cost: 5, clicks: 0, actions: 3) == nil)
  }

  @Test func priorityNeedsTheWholeInterval() {
    func priority(_ low: Double, _ high: Double, _ even: Double? = 2.857) -> ChannelPriority {
      ChannelPriority(
        return: Interval(low, high, method: .ratioDelta), scaleAbove: 5, breakEven: even)
    }
    #expect(priority(5.1, 8) == .scale)
    #expect(priority(5, 8) == .keep)
    #expect(priority(1, 2.8) == .cut)
    #expect(priority(1, 2.9) == .keep)
    #expect(priority(1, 2, nil) == .keep)
  }
}
