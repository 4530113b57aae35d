import FupanMethods
import Testing

@Suite struct LogRankTests {
  /// Remission in weeks, 6-mercaptopurine against placebo: Freireich et al. 1963, as reported by
  /// Cox 1972; χ² 16.79.
  @Test func theLeukaemiaTrialDiffers() throws {
    let treated: [(time: Double, left: Int, seen: Int)] = [
      (6, 3, 1), (7, 1, 0), (9, 0, 1), (10, 1, 1), (11, 0, 1), (13, 1, 0), (16, 1, 0), (17, 0, 1),
      (19, 0, 1), (20, 0, 1), (22, 1, 0), (23, 1, 0), (25, 0, 1), (32, 0, 2), (34, 0, 1),
      (35, 0, 1),
    ]
    let placebo: [(time: Double, left: Int, seen: Int)] = [
      (1, 2, 0), (2, 2, 0), (3, 1, 0), (4, 2, 0), (5, 2, 0), (8, 4, 0), (11, 2, 0), (12, 2, 0),
      (15, 1, 0), (17, 1, 0), (22, 1, 0), (23, 1, 0),
    ]
    let test = try #require(LogRankTest([treated, placebo]))
    #expect(isClose(test.chiSquared, 16.79, 2))
    #expect(test.degrees == 1)
    #expect(test.p < 0.0001)
    #expect(SurvivalCurve(counts: placebo).median.value == 8)
    #expect(SurvivalCurve(counts: treated).median.value == 23)
  }

  @Test func equalGroupsDoNotDiffer() throws {
    let group: [(time: Double, left: Int, seen: Int)] = [(1, 2, 1), (4, 1, 3)]
    let test = try #require(LogRankTest([group, group, group]))
    #expect(isClose(test.chiSquared, 0, 12))
    #expect(test.degrees == 2 && isClose(test.p, 1, 9))
  }

  @Test func oneGroupOrNobodyWhoLeftIsNoComparison() {
    #expect(LogRankTest([[(1, 1, 0)]]) == nil)
    #expect(LogRankTest([[(1, 1, 0)], []]) == nil)
    #expect(LogRankTest([[(1, 0, 1)], [(1, 0, 1)]]) == nil)
  }
}
