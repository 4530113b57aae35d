import FupanMethods
import Testing

@Suite struct BudgetReallocationTests {
  private func channels(_ bounds: [(Double, Double)]? = nil) -> [BudgetReallocation.Channel] {
    let responses = [(5000.0, 60.0, 0.6), (3000, 25, 0.7), (2000, 90, 0.5)]
    return responses.enumerated().map { index, response in
      BudgetReallocation.Channel(
        current: response.0, k: response.1, beta: response.2, lower: bounds?[index].0,
        upper: bounds?[index].1)
    }
  }

  @Test("EX-22.2: marginal returns differ today") func marginalReturnsDifferToday() {
    let returns = channels().map { $0.marginalReturn(at: $0.current) }
    for (value, expected) in zip(returns, [1.193203, 1.584534, 1.006231]) {
      #expect(isClose(value, expected, 6))
    }
  }

  @Test("EX-22.2: twenty per cent either way") func twentyPercentEitherWay() throws {
    let plan = try #require(BudgetReallocation(of: 10_000, over: channels()))
    #expect(isClose(plan.currentValue, 20759.1461, 4))
    #expect(isClose(plan.proposed[0], 4800, 6))
    #expect(isClose(plan.proposed[1], 3600, 6))
    #expect(isClose(plan.proposed[2], 1600, 6))
    #expect(isClose(plan.proposedValue, 21018.0569, 4))
  }

  @Test("EX-22.2: wide bounds share one marginal return")
  func wideBoundsShareOneMarginalReturn() throws {
    let wide = channels([(2000, 8000), (1000, 6000), (500, 3000)])
    let plan = try #require(BudgetReallocation(of: 10_000, over: wide))
    #expect(isClose(plan.proposed[0], 3704.3105, 4))
    #expect(isClose(plan.proposed[1], 5176.8033, 4))
    #expect(isClose(plan.proposed[2], 1118.8862, 4))
    #expect(isClose(plan.marginalReturn, 1.34530126, 8))
    #expect(isClose(plan.proposedValue, 21265.2531, 4))
  }

  @Test func whatCannotBeSplitIsRefused() {
    #expect(BudgetReallocation(of: 20_000, over: channels()) == nil)
    #expect(BudgetReallocation(of: 100, over: []) == nil)
    let linear = BudgetReallocation.Channel(current: 100, k: 2, beta: 1)
    #expect(BudgetReallocation(of: 100, over: [linear]) == nil)
  }
}
