import FupanMethods
import Testing

@Suite struct MannWhitneyTests {
  private let base = [3.0, 5, 8, 8, 12, 20]
  private let other = [8.0, 9, 15, 22, 30, 41, 5]

  @Test("EX-14.3: ranks of two samples with ties") func ranksOfTwoSamples() {
    let test = MannWhitney(base: base, other: other)
    #expect(isClose(test.u, 31.5, 9))
    #expect(isClose(test.p, 0.150296, 6))
    #expect(isClose(test.superiority, 0.75, 12))
    #expect(isClose(test.shift, 6.5, 12))
  }

  @Test func theOtherWayRoundTheSignTurns() {
    let test = MannWhitney(base: other, other: base)
    #expect(isClose(test.p, 0.150296, 6))
    #expect(isClose(test.superiority, 0.25, 12))
    #expect(isClose(test.shift, -6.5, 12))
    #expect((test.z ?? 0) < 0)
  }

  @Test func countedValuesAreValuesThatOften() {
    let counted = MannWhitney(
      base: [.init(8, count: 2), .init(3, count: 1), .init(5, count: 1), .init(20, count: 1)]
        + [.init(12, count: 1)],
      other: other.map { .init($0, count: 1) })
    #expect(counted == MannWhitney(base: base, other: other))
  }

  @Test func emptyAndEqualSamplesGiveNoNumber() {
    #expect(MannWhitney(base: [], other: other).p == nil)
    #expect(MannWhitney(base: [.nan], other: other).u == nil)
    let equal = MannWhitney(base: [1, 1], other: [1, 1, 1])
    #expect(equal.p == 1 && equal.z == nil && equal.shift == 0)
    let one = MannWhitney(base: [1], other: [2])
    #expect(one.p == 1 && one.superiority == 1)
  }
}
