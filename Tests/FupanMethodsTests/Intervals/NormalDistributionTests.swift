import FupanMethods
import Testing

@Suite struct NormalDistributionTests {
  @Test func cumulativeAndCriticalValuesMatchPublishedOnes() {
    #expect(isClose(NormalDistribution.cumulative(1.96), 0.975002104852, 12))
    #expect(isClose(NormalDistribution.criticalValue(level: 0.95), 1.959963984540, 12))
    #expect(isClose(NormalDistribution.criticalValue(level: 1 - 2e-10), 6.361340902404, 6))
    #expect(isClose(NormalDistribution.twoSidedP(2.23206728), 0.02561052, 8))
  }
}
