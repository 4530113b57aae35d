import FupanMethods
import Testing

/// Commissions and rewards, worked by hand.
@Suite struct RewardTests {
  private static let tiers: [CommissionRule.Tier] = [
    .init(from: 5000, rate: ScaledInteger(8, scale: 2)),
    .init(from: 0, rate: ScaledInteger(5, scale: 2)),
  ]

  @Test func theRateReachedAppliesToAll() {
    let rule = CommissionRule(tiers: Self.tiers)
    #expect(rule.due(on: 4999) == ScaledInteger(24_995, scale: 2))
    #expect(rule.due(on: 5000) == 400)
    #expect(rule.due(on: 6000) == 480)
  }

  @Test func orEachRateToItsOwnPart() {
    let rule = CommissionRule(tiers: Self.tiers, isProgressive: true)
    #expect(rule.due(on: 5000) == 250)
    // 5000 at 5 % and 1000 at 8 %.
    #expect(rule.due(on: 6000) == 330)
  }

  @Test func nothingIsDueBelowTheFirstTierOrZero() {
    let rule = CommissionRule(tiers: [.init(from: 1000, rate: ScaledInteger(5, scale: 2))])
    #expect(rule.due(on: 999) == 0)
    #expect(rule.due(on: ScaledInteger(-50)) == 0)
    let progressive = CommissionRule(
      tiers: [.init(from: 1000, rate: ScaledInteger(5, scale: 2))], isProgressive: true)
    #expect(progressive.due(on: 1000) == 0)
    #expect(progressive.due(on: 1100) == 5)
  }

  @Test func ordersAndNewCustomersArePaidBeside() {
    let rule = CommissionRule(
      tiers: [], perOrder: ScaledInteger(150, scale: 2), perNewCustomer: 8)
    #expect(rule.due(on: 100, orders: 3, newCustomers: 2) == ScaledInteger(2050, scale: 2))
  }

  @Test func centsAreRoundedOnceHalfAwayFromZero() {
    let rule = CommissionRule(tiers: [.init(from: 0, rate: ScaledInteger(5, scale: 2))])
    // 5 % of 82.10 are 4.105.
    #expect(rule.due(on: ScaledInteger(8210, scale: 2)) == ScaledInteger(411, scale: 2))
  }

  @Test func stepsPayTheHighestOrEach() {
    let steps: [RewardSteps.Step] = [.init(count: 5, worth: 129), .init(count: 3, worth: 20)]
    let highest = RewardSteps(steps)
    #expect([0, 2, 3, 4, 5, 9].map { highest.due(for: $0) } == [0, 0, 20, 20, 129, 129])
    #expect(RewardSteps(steps, pays: .each).due(for: 6) == 149)
  }
}
