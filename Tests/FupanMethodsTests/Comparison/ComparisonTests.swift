import FupanMethods
import Testing

@Suite struct ComparisonTests {
  @Test("EX-1.2: relative change and percentage points differ")
  func relativeChangeAndPercentagePointsDiffer() {
    let change = Delta(from: 0.05, to: 0.12, isRatio: true)
    #expect(isClose(change.relative.value, 1.40, 12))
    #expect(isClose(change.points, 7.0, 12))
    #expect(Delta(from: 5, to: 12, isRatio: false).points == nil)
  }

  @Test("EX-1.2: two readings of +30 %")
  func goalsOfThirtyPercentDifferByAFactorOfFive() {
    #expect(isClose(GoalReading.relative.level(of: 0.30, baseline: 0.05), 0.065, 12))
    #expect(isClose(GoalReading.points.level(of: 0.30, baseline: 0.05), 0.35, 12))
    #expect(GoalReading.relative.level(of: 0.30, baseline: nil) == nil)
    #expect(GoalReading.level.level(of: 0.30, baseline: nil) == 0.30)
  }

  @Test func basesOfZeroAndBelow() {
    #expect(Delta(from: 0, to: 1, isRatio: false).relative.reason == .zeroDenominator)
    let negative = Delta(from: -10, to: -5, isRatio: false)
    #expect(negative.relative.value == 0.5)
    #expect(negative.relative.flags == .negativeBase)
    #expect(Delta(from: 10, to: -5, isRatio: false).relative.flags == .negativeBase)
    let missing = Delta(
      from: Estimate(none: .notObserved), to: Estimate(1, n: 1), isRatio: true)
    #expect(missing.absolute.reason == .notObserved)
    #expect(missing.points == nil)
  }

  @Test("EX-3.1: contributions add to the relative change")
  func contributionsAddToTheRelativeChange() throws {
    let split = try #require(
      AdditiveContribution(from: [500, 300, 200], to: [450, 420, 230]))
    #expect(isClose(split.contributions[0].value, -0.05, 12))
    #expect(isClose(split.contributions[1].value, 0.12, 12))
    #expect(isClose(split.contributions[2].value, 0.03, 12))
    let sum = split.contributions.compactMap { $0.value }.reduce(0, +)
    #expect(isClose(sum, 0.10, 12))
    #expect(split.shares == [-0.5, 1.2, 0.3])
    #expect(split.flags == [])
  }

  @Test func offsettingChangesHaveNoShares() throws {
    let split = try #require(AdditiveContribution(from: [100, 100], to: [150, 51]))
    #expect(split.flags == .unstable)
    #expect(split.shares == nil)
    #expect(AdditiveContribution(from: [1], to: [1, 2]) == nil)
    let none = try #require(AdditiveContribution(from: [0, 0], to: [1, 2]))
    #expect(none.contributions[0].reason == .zeroDenominator)
  }

  @Test("EX-3.2: a falling total with rising rates")
  func aFallingTotalWithRisingRatesIsSimpsons() throws {
    let split = try #require(
      MixDecomposition(
        from: [.init(60, over: 600), .init(16, over: 400)],
        to: [.init(44, over: 400), .init(27, over: 600)]))
    #expect(isClose(split.before, 0.076, 12))
    #expect(isClose(split.after, 0.071, 12))
    #expect(isClose(split.rows[0].mix, -0.0063, 12))
    #expect(isClose(split.rows[1].mix, -0.0062, 12))
    #expect(isClose(split.rows[0].rate, 0.0050, 12))
    #expect(isClose(split.rows[1].rate, 0.0025, 12))
    #expect(isClose(split.rows.reduce(0) { $0 + $1.mix }, -0.0125, 12))
    #expect(isClose(split.rows.reduce(0) { $0 + $1.rate }, 0.0075, 12))
    #expect(split.flags == .simpson)
  }

  @Test func anAbsentSegmentIsAllMix() throws {
    let split = try #require(
      MixDecomposition(
        from: [.init(10, over: 100), .init(0, over: 0)],
        to: [.init(10, over: 100), .init(30, over: 100)]))
    #expect(split.rows[1].rate == 0)
    #expect(split.rows[1].rates.before == nil)
    #expect(isClose(split.rows.reduce(0) { $0 + $1.total }, split.change, 12))
  }

  @Test func mixAndRateAlwaysAddUp() throws {
    var random = Xoshiro256(seed: 3)
    for _ in 0..<200 {
      func parts() -> [MixDecomposition.Part] {
        (0..<5).map { _ in
          let denominator = random.below(1000)
          return .init(Double(random.below(denominator + 1)), over: Double(denominator))
        }
      }
      let (base, current) = (parts(), parts())
      let split = try #require(MixDecomposition(from: base, to: current))
      #expect(abs(split.rows.reduce(0) { $0 + $1.total } - split.change) <= 1e-12)
    }
  }

  @Test("EX-3.3: factors by log mean and by Shapley")
  func factorsByLogMeanAndByShapley() throws {
    let (before, after) = ([10_000, 0.05, 80], [12_000, 0.06, 75])
    let lmdi = try #require(FactorDecomposition(from: before, to: after))
    #expect(lmdi.method == .lmdi)
    #expect(lmdi.before == 40_000 && lmdi.after == 54_000)
    #expect(isClose(lmdi.effects[0], 8505.3740, 4))
    #expect(isClose(lmdi.effects[1], 8505.3740, 4))
    #expect(isClose(lmdi.effects[2], -3010.7480, 4))
    #expect(isClose(lmdi.effects.reduce(0, +), 14_000, 8))
    let shapley = try #require(FactorDecomposition(from: before, to: after, method: .shapley))
    #expect(isClose(shapley.effects[0], 8516.6667, 4))
    #expect(isClose(shapley.effects[1], 8516.6667, 4))
    #expect(isClose(shapley.effects[2], -3033.3333, 4))
  }

  @Test func aFactorOfZeroTakesShapley() throws {
    let split = try #require(FactorDecomposition(from: [0, 5], to: [10, 6]))
    #expect(split.method == .shapley)
    #expect(split.effects.reduce(0, +) == 60)
    #expect(FactorDecomposition(from: [0, 5], to: [10, 6], method: .lmdi) == nil)
    let same = try #require(FactorDecomposition(from: [2, 5], to: [2, 5]))
    #expect(same.effects == [0, 0])
  }
}
