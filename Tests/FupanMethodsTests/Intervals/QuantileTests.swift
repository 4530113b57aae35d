import FupanMethods
import Testing

@Suite struct QuantileTests {
  @Test("EX-0.4: quantiles of type 7")
  func type7MatchesPublishedValues() {
    let values: [Double] = [1, 3, 4, 9, 10, 15, 20]
    #expect(Quantile.type7(Fraction(25, over: 100), of: values) == 3.5)
    #expect(Quantile.type7(Fraction(1, over: 2), of: values) == 9)
    #expect(Quantile.type7(Fraction(9, over: 10), of: values.reversed()) == 17)
  }

  @Test func endsAreTheExtremesAndNothingIsNil() {
    #expect(Quantile.type7(Fraction(0, over: 1), of: [5, 1]) == 1)
    #expect(Quantile.type7(Fraction(1, over: 1), of: [5, 1]) == 5)
    #expect(Quantile.type7(Fraction(1, over: 2), of: []) == nil)
    #expect(Quantile.position(of: Fraction(3, over: 2), among: 4) == nil)
  }

  @Test func boundsFromAnEngineGiveTheSameQuantile() {
    let bounds = QuantileBounds(
      lower: ScaledInteger(15_00, scale: 2), upper: ScaledInteger(20_00, scale: 2))
    #expect(bounds.value(Fraction(9, over: 10), among: 7) == 17)
  }

  @Test("EX-0.4: the median of twenty lies between ranks 6 and 15")
  func medianOfTwentyIsBoundedByRanksSixAndFifteen() {
    let ranks = OrderStatisticRanks(count: 20, p: 0.5)
    #expect(ranks?.lower == 6)
    #expect(ranks?.upper == 15)
    // Exact coverage: the chance that 6…14 of 20 lie below the median.
    var choose = 1.0
    var coverage = 0.0
    for j in 0...20 {
      if (6...14).contains(j) { coverage += choose / 1_048_576 }
      choose = choose * Double(20 - j) / Double(j + 1)
    }
    #expect(isClose(coverage, 0.958611, 6))
    let values = (1...20).map { Double($0) }
    let median = Estimate.quantile(Fraction(1, over: 2), of: values)
    #expect(median.value == 10.5)
    #expect(median.interval?.lower == 6 && median.interval?.upper == 15)
  }

  @Test func extremeQuantilesAreUnbounded() {
    let ranks = OrderStatisticRanks(count: 5, p: 0.5)
    #expect(ranks?.lower == nil)
    #expect(ranks?.upper == nil)
  }
}
