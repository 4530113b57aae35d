import FupanMethods
import FupanMetrics
import Testing

@Suite("Finding rules and their ranking")
struct FindingTests {
  private func overrun(_ share: Double) throws -> Finding {
    let found = try #require(BudgetOverrun.find([BudgetLine(plan: 100, actual: 120)]))
    return Finding(.overBudget(found), share: share)
  }

  private func loss(_ share: Double, certainty: Double = 1) throws -> Finding {
    let found = try #require(FunnelLoss.find([1000, 900, 300, 280]))
    return Finding(.funnelLoss(found), share: share, certainty: certainty)
  }

  @Test func theHeaviestComeFirstAndARuleOnce() throws {
    let findings = [try overrun(0.1), try loss(0.4, certainty: 0.5), try loss(0.15)]
    #expect(Finding.leading(findings, count: 3) == [1, 0])
    #expect(Finding.leading(findings, count: 1) == [1])
    #expect(Finding.leading([], count: 3).isEmpty)
  }

  @Test func whatConcernsNobodyIsNotTold() throws {
    #expect(Finding.leading([try overrun(0)], count: 3).isEmpty)
    #expect(try overrun(.nan).weight == 0)
  }

  @Test func theWorstOverrunIsByMoneyAndStartsAtExactlyFifteenPercent() throws {
    let lines = [
      BudgetLine(plan: ScaledInteger(100_00, scale: 2), actual: ScaledInteger(114_99, scale: 2)),
      BudgetLine(plan: ScaledInteger(100_00, scale: 2), actual: ScaledInteger(115_00, scale: 2)),
      BudgetLine(plan: 0, actual: ScaledInteger(14_00, scale: 2)),
    ]
    #expect(BudgetOverrun.find(lines)?.index == 1)
    #expect(BudgetOverrun.find([lines[0]]) == nil)
    #expect(BudgetOverrun.find([lines[2]])?.line.isUnplanned == true)
    #expect(BudgetOverrun.find([]) == nil)
  }

  @Test func aGroupMustBeBetterAndSure() throws {
    #expect(WinningGroup.find([(30, 100), (10, 100), (9, 100)])?.index == 0)
    // The same shares of few people may be chance.
    #expect(WinningGroup.find([(6, 20), (2, 20), (2, 20)]) == nil)
    // Sure, but hardly better.
    #expect(WinningGroup.find([(11_000, 100_000), (10_000, 100_000)]) == nil)
    #expect(WinningGroup.find([(30, 100)]) == nil)
    #expect(WinningGroup.find([]) == nil)
  }

  @Test func aStepMustLoseMoreThanTheOthers() throws {
    let found = try #require(FunnelLoss.find([1000, 900, 300, 280]))
    #expect(found.step == 2)
    #expect(found.lost == 600)
    #expect(FunnelLoss.find([1000, 700, 490, 343]) == nil)
    #expect(FunnelLoss.find([1000, 300]) == nil)
    #expect(FunnelLoss.find([20, 18, 2, 2]) == nil)
    #expect(FunnelLoss.find([0, 0, 0]) == nil)
  }

  @Test func anUnusualDayIsBeyondTrendWeekdayAndChance() {
    let week: [Double] = [40, 42, 41, 44, 47, 60, 58]
    var series = (0..<42).map { week[$0 % 7] + Double(($0 * 7) % 5) }
    #expect(UnusualDay.find(series, firstWeekday: 0).isEmpty)
    series[30] = 3
    let found = UnusualDay.find(series, firstWeekday: 0)
    #expect(found.map { $0.index } == [30])
    #expect((found.first?.expected ?? 0) > 35)
    #expect((found.first?.deviation ?? 0) < -0.9)
    // A day without data is not a day without orders.
    #expect(UnusualDay.find(series.map { $0 == 3 ? nil : $0 }, firstWeekday: 0).isEmpty)
    #expect(UnusualDay.find([1, 2, 3], firstWeekday: 0).isEmpty)
  }

  @Test func lostCustomersMustHaveSpentMoreThanTheRest() {
    #expect(LapsedCustomers.find(people: 100, revenue: 60_000, of: 500, 100_000) != nil)
    #expect(LapsedCustomers.find(people: 300, revenue: 60_000, of: 500, 100_000) == nil)
    #expect(LapsedCustomers.find(people: 20, revenue: 60_000, of: 500, 100_000) == nil)
    #expect(LapsedCustomers.find(people: 0, revenue: 0, of: 0, 0) == nil)
  }
}
