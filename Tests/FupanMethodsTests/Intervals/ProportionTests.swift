import FupanMethods
import Testing

@Suite struct ProportionTests {
  @Test("EX-0.1: Wilson of 18 in 360")
  func wilsonMatchesPublishedValues() {
    let rate = Estimate.proportion(18, of: 360)
    #expect(isClose(rate.value, 0.05, 12))
    #expect(isClose(rate.interval, 0.031858, 0.077644, 6))
    #expect(rate.interval?.method == .wilson)
    #expect(rate.numerator == 18 && rate.denominator == 360 && rate.n == 360)
    #expect(rate.flags == [])
  }

  @Test("EX-0.1: Wilson touches its ends exactly")
  func wilsonTouchesItsEndsExactly() {
    #expect(Interval.wilson(successes: 0, trials: 40)?.lower == 0)
    #expect(isClose(Interval.wilson(successes: 0, trials: 40)?.upper, 0.087622, 6))
    #expect(Interval.wilson(successes: 40, trials: 40)?.upper == 1)
    #expect(isClose(Interval.wilson(successes: 40, trials: 40)?.lower, 0.912378, 6))
  }

  @Test func wilsonOfWeightedDataUsesTheEffectiveSize() {
    let interval = Interval.wilson(proportion: 0.419343, effectiveTrials: 192.1570)
    #expect(isClose(interval, 0.351824, 0.490024, 5))
  }

  @Test("EX-0.1: Clopper and Pearson")
  func clopperMatchesPublishedValues() {
    #expect(isClose(Interval.clopper(successes: 18, trials: 360), 0.029899, 0.077872, 6))
    #expect(isClose(Interval.clopper(successes: 0, trials: 40), 0, 0.088097, 6))
  }

  @Test func noUnitsAreAReasonNotAZero() {
    let rate = Estimate.proportion(0, of: 0, missing: 3)
    #expect(rate.value == nil)
    #expect(rate.reason == .zeroDenominator)
    #expect(rate.missing == 3)
  }

  @Test func moreSuccessesThanUnitsAreUndefined() {
    #expect(Estimate.proportion(5, of: 4).reason == .undefined)
    #expect(Estimate.proportion(-1, of: 4).reason == .undefined)
    #expect(Estimate.proportion(1, of: -4).reason == .undefined)
  }

  @Test func fewUnitsAreFlagged() {
    #expect(Estimate.proportion(3, of: 29).flags == [.lowN, .sparse])
    #expect(Estimate.proportion(26, of: 30).flags == .sparse)
    #expect(Estimate.proportion(5, of: 30).flags.codes == [])
  }

  @Test(arguments: [ProportionMethod.wilson, .clopper])
  func intervalsContainTheShareAndStayInside(method: ProportionMethod) throws {
    var random = Xoshiro256(seed: 7)
    for _ in 0..<500 {
      let n = random.below(1000) + 1
      let x = random.below(n + 1)
      let rate = Estimate.proportion(x, of: n, method: method)
      let value = try #require(rate.value)
      let lower = try #require(rate.interval?.lower)
      let upper = try #require(rate.interval?.upper)
      #expect(0 <= lower && lower <= value && value <= upper && upper <= 1)
    }
  }

  @Test(arguments: [(0.02, 100, 0.949), (0.5, 30, 0.957)])
  func coverageIsNearTheLevel(p: Double, n: Int, expected: Double) throws {
    var probability = 1.0
    for _ in 0..<n { probability *= 1 - p }
    var coverage = 0.0
    for x in 0...n {
      let interval = try #require(Interval.wilson(successes: x, trials: n))
      if interval.contains(p) { coverage += probability }
      probability *= Double(n - x) / Double(x + 1) * p / (1 - p)
    }
    #expect(isClose(coverage, expected, 3))
  }

  @Test func higherLevelsAreWider() throws {
    let narrow = try #require(Interval.wilson(successes: 30, trials: 100, level: 0.90)?.lower)
    let usual = try #require(Interval.wilson(successes: 30, trials: 100)?.lower)
    let wide = try #require(Interval.wilson(successes: 30, trials: 100, level: 0.99)?.lower)
    #expect(wide < usual && usual < narrow)
  }
}
