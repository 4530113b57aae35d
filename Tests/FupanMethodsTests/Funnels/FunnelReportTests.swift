import FupanMethods
import Testing

@Suite struct FunnelReportTests {
  @Test("EX-9.1: rates, losses and the median time of the ordered funnel")
  func ratesAndLossesOfAnOrderedFunnel() {
    let funnel = FunnelReport(reached: [5, 4, 3, 3])
    #expect(funnel.steps[1].stepRate?.value == 0.8)
    #expect(isClose(funnel.steps[1].stepRate?.interval, 0.375535, 0.963776, 6))
    #expect(funnel.steps[2].cumulativeRate.value == 0.6)
    #expect(funnel.steps[2].loss == 1)
    #expect(funnel.steps[2].lossRate?.value == 0.25)
    #expect(funnel.steps[0].stepRate == nil && funnel.steps[0].loss == nil)
    #expect(Quantile.median(of: [5 * 60, 4 * 60]) == 4.5 * 60)
  }

  @Test func nothingReachesAnEmptyFunnel() {
    let funnel = FunnelReport(reached: [0, 0])
    #expect(funnel.steps[0].cumulativeRate.reason == .zeroDenominator)
    #expect(funnel.steps[1].stepRate?.reason == .zeroDenominator)
    #expect(funnel.biggestLoss == nil)
    #expect(FunnelReport(reached: []).steps.isEmpty)
  }

  @Test("EX-9.1: attempts are clustered by person")
  func attemptsAreClusteredByPerson() {
    // u4 tried twice: six attempts of five people reach [6, 4, 3, 3].
    let people = [[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0], [2, 1, 1, 1], [1, 1, 1, 1]]
    var sums = [PairSums](repeating: PairSums(), count: 3)
    var cumulative = sums
    for person in people {
      for step in 1...3 {
        sums[step - 1].add(x: Int64(person[step - 1]), y: Int64(person[step]))
        cumulative[step - 1].add(x: Int64(person[0]), y: Int64(person[step]))
      }
    }
    let funnel = FunnelReport(reached: [6, 4, 3, 3], sums: sums, cumulative: cumulative)
    #expect(isClose(funnel.steps[1].stepRate?.value, 4.0 / 6, 12))
    let plain = Estimate.ratio(of: [1, 1, 0, 1, 1], per: [1, 1, 1, 2, 1])
    #expect(isClose(funnel.steps[1].stepRate?.interval?.lower, plain.interval?.lower ?? 0, 12))
    #expect(funnel.steps[1].stepRate?.interval?.upper == 1)
    #expect(funnel.steps[3].cumulativeRate.value == 0.5)
    #expect(funnel.steps[1].loss == 2 && funnel.biggestLoss == 1)
    #expect(isClose(funnel.steps[1].lossRate?.value, 2.0 / 6, 12))
  }

  @Test func whereMoreCameThereIsNeitherRateNorLoss() {
    let funnel = FunnelReport(reached: [3, 5, 4])
    #expect(funnel.steps[1].stepRate?.reason == .undefined && funnel.steps[1].loss == nil)
    #expect(funnel.steps[2].stepRate?.value == 0.8 && funnel.steps[2].loss == 1)
  }

  @Test func theBiggestLeakIsWhereTheBestGroupSurelyDoesBetter() throws {
    let total = FunnelReport(reached: [10_000, 5000, 1000])
    let groups = [
      FunnelReport(reached: [5000, 2550, 700]), FunnelReport(reached: [5000, 2450, 300]),
    ]
    let gains = total.gains(toBestOf: groups)
    #expect(gains[0] == nil)
    let lower = try #require(groups[0].steps[2].stepRate?.interval?.lower)
    #expect(isClose(gains[2], 1000 * (lower / 0.2 - 1), 9))
    #expect(gains[1] == 0)
    #expect(total.biggestLeak(among: groups) == 2)
    #expect(total.biggestLoss == 1)
    #expect(total.biggestLeak(among: []) == nil)
  }
}
