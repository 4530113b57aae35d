import FupanData
import FupanMethods
import Testing

@Suite struct EstimateTests {
  @Test func whatIsNotFiniteBecomesMissing() {
    let broken = Estimate(.nan, n: 3, interval: Interval(0, 1, method: .t))
    #expect(broken.value == nil && broken.reason == .undefined && broken.interval == nil)
    #expect(Interval(-.infinity, .nan, method: .t) == Interval(nil, nil, method: .t))
    #expect(Estimate(-0.0, n: 1).value?.sign == .plus)
  }

  @Test func flagsHaveStableCodes() {
    #expect(EstimateFlags([.sparse, .lowN]).codes == ["low_n", "sparse"])
    #expect(Estimate(1, n: 1).flagged(.partial).flags == .partial)
    #expect(Estimate(none: .empty).flagged(.partial).reason == .empty)
  }

  @Test func cellsFollowTheirColumns() throws {
    let cells = Estimate.proportion(18, of: 36, missing: 2).cells
    #expect(cells.count == Estimate.columnNames.count)
    #expect(cells[0] == .number(0.5) && cells[2] == .integer(2))
    #expect(cells[3] == .integer(18) && cells[4] == .integer(36))
    #expect(cells[8] == .text("wilson") && cells[9] == .missing && cells[10] == .missing)
    let none = Estimate(none: .zeroDenominator, flags: [.lowN, .partial]).cells
    #expect(none[0] == .missing && none[5] == .missing)
    #expect(none[9] == .text("low_n partial") && none[10] == .text("zero_denominator"))
  }

  @Test func suppressionLeavesNothing() {
    let hidden = Estimate.proportion(3, of: 4).suppressed
    #expect(hidden == Estimate(none: .suppressed))
    #expect(hidden.n == 0 && hidden.numerator == nil)
  }

  @Test func extremeInputsNeverLetNaNOut() {
    var random = Xoshiro256(seed: 23)
    let extremes: [Double] = [
      0, -0.0, 1, -1, 1e308, -1e308, .leastNonzeroMagnitude, .nan, .infinity, -.infinity,
    ]
    func any() -> Double { extremes[random.below(extremes.count)] }
    for _ in 0..<2000 {
      let delta = Delta(from: any(), to: any(), isRatio: true)
      let estimates = [
        delta.absolute, delta.relative, .mean(of: [any(), any(), any()]),
        .quantile(Fraction(1, over: 3), of: [any(), any()]), .rate(random.below(3), per: any()),
        Growth.compound(from: any(), to: any(), periods: 2),
      ]
      for estimate in estimates {
        #expect(estimate.value?.isFinite ?? (estimate.reason != nil))
        #expect(estimate.interval?.lower?.isFinite ?? true)
        #expect(estimate.interval?.upper?.isFinite ?? true)
      }
      #expect(delta.points?.isFinite ?? true)
      let factors = FactorDecomposition(from: [any(), any()], to: [any(), any()])
      #expect(factors?.effects.allSatisfy { $0.isFinite } ?? true)
      let mix = MixDecomposition(
        from: [.init(any(), over: any())], to: [.init(any(), over: any())])
      #expect(mix?.rows.allSatisfy { $0.total.isFinite } ?? true)
      let split = AdditiveContribution(from: [any(), any()], to: [any(), any()])
      #expect(split?.shares?.allSatisfy { $0.isFinite } ?? true)
      #expect(RobustScores([any(), any(), any()]).scores.allSatisfy { $0?.isFinite ?? true })
    }
  }
}
