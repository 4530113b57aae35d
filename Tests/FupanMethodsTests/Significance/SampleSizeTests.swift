import FupanMethods
import Testing

@Suite struct SampleSizeTests {
  @Test("EX-14.4: counts against an even split") func countsAgainstAnEvenSplit() {
    let broken = SampleRatio(counts: [50312, 49188])
    #expect(isClose(broken.statistic, 12.697246, 6))
    #expect(isClose(broken.p, 0.00036619, 8))
    #expect(broken.verdict == .mismatch)
    let fine = SampleRatio(counts: [821, 760])
    #expect(isClose(fine.p, 0.124996, 6))
    #expect(fine.verdict == .fine)
  }

  @Test func sharesArePlannedInAnyUnit() {
    #expect(SampleRatio(counts: [200, 100], shares: [2, 1]).p == 1)
    #expect(SampleRatio(counts: [200, 100], shares: [60, 30]).p == 1)
    #expect(SampleRatio(counts: [520, 430]).verdict == .warning)
  }

  @Test func nothingToCompareIsUnknown() {
    for counts in [[], [5], [0, 0]] {
      #expect(SampleRatio(counts: counts).verdict == .unknown)
    }
    #expect(SampleRatio(counts: [5, 5], shares: [1, 0]).p == nil)
    #expect(SampleRatio(counts: [5, 5], shares: [1]).p == nil)
  }

  @Test("EX-14.5: sizes and the smallest detectable effect") func sizes() {
    #expect(SampleSize.perArm(from: 0.05, to: 0.06) == 8158)
    #expect(SampleSize.perArm(deviation: 30, difference: 5) == 566)
    #expect(isClose(SampleSize.detectableShare(above: 0.05, perArm: 2400), 0.01913722, 8))
  }

  @Test func theDetectableEffectNeedsTheSizeItCameFrom() throws {
    for base in [0.0, 0.01, 0.2, 0.5, 0.9] {
      let effect = try #require(SampleSize.detectableShare(above: base, perArm: 1000))
      let needed = try #require(SampleSize.perArm(from: base, to: base + effect))
      #expect(abs(needed - 1000) <= 1)
    }
    let difference = try #require(SampleSize.detectableDifference(deviation: 30, perArm: 566))
    #expect(SampleSize.perArm(deviation: 30, difference: difference) == 566)
  }

  @Test func impossibleSizesAreMissing() {
    #expect(SampleSize.perArm(from: 0.05, to: 0.05) == nil)
    #expect(SampleSize.perArm(from: 0.05, to: 1.5) == nil)
    #expect(SampleSize.perArm(deviation: 0, difference: 5) == nil)
    #expect(SampleSize.perArm(deviation: 3, difference: 0) == nil)
    #expect(SampleSize.detectableShare(above: 0.5, perArm: 3) == nil)
    #expect(SampleSize.detectableShare(above: 1, perArm: 1000) == nil)
    #expect(SampleSize.detectableShare(above: 0.5, perArm: 0) == nil)
    #expect(SampleSize.effective(0, 10) == 0)
    #expect(SampleSize.effective(100, 100) == 100)
  }
}
