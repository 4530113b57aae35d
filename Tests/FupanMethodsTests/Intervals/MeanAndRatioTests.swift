import CSpecialFunctions
import FupanMethods
import Testing

@Suite struct MeanAndRatioTests {
  @Test("EX-0.2: a mean has Student's interval")
  func meanHasStudentsInterval() {
    let values: [Double] = [12, 15, 11, 19, 24, 13, 17, 90]
    let mean = Estimate.mean(of: values)
    #expect(mean.value == 25.125)
    #expect(isClose(Moments(values).standardDeviation, 26.551500, 6))
    #expect(isClose(mean.interval, 2.9274, 47.3226, 4))
    #expect(!mean.flags.contains(.outlierDriven))
    #expect(isClose(90 / values.reduce(0, +), 0.448, 3))
  }

  @Test func exactSumsGiveTheSameMoments() {
    let moments = Moments(count: 8, sum: 201, sumOfSquares: 9985)
    #expect(isClose(moments.standardDeviation, 26.551500, 6))
    let cents = Moments(count: 8, sum: 201_00, sumOfSquares: 9985_00_00, scale: 2)
    #expect(cents.mean == 25.125)
    #expect(isClose(cents.standardDeviation, 26.551500, 6))
  }

  @Test func largeEqualValuesHaveNoVariance() {
    let value: Int128 = 123_456_789_012_345
    let moments = Moments(count: 1000, sum: 1000 * value, sumOfSquares: 1000 * value * value)
    #expect(moments.squaredDeviations == 0)
  }

  @Test func oneDominantValueIsFlagged() {
    #expect(Estimate.mean(of: [1, 2, 100]).flags.contains(.outlierDriven))
  }

  @Test func meanOfNothingOrOneValue() {
    #expect(Estimate.mean(of: []).reason == .empty)
    let single = Estimate.mean(of: [3])
    #expect(single.value == 3 && single.interval == nil)
    let holes = Estimate.mean(of: [1, .nan, 3, .infinity])
    #expect(holes.value == 2 && holes.missing == 2)
  }

  /// The standard error of a ratio, read back from its interval.
  private func error(_ ratio: Estimate) -> Double? {
    guard let lower = ratio.interval?.lower, let upper = ratio.interval?.upper else { return nil }
    return (upper - lower) / 2 / fupan_student_t_quantile(0.975, Double(ratio.n - 1))
  }

  @Test("EX-0.3: a ratio of sums is not the mean of ratios")
  func ratioOfSumsIsNotTheMeanOfRatios() {
    let ratio = Estimate.ratio(of: [3, 0, 5, 2, 10], per: [40, 25, 60, 30, 145])
    #expect(isClose(ratio.value, 0.066667, 6))
    #expect(isClose(ratio.interval, 0.045972, 0.087361, 6))
    #expect(isClose(error(ratio), 0.00745356, 8))
    let rows = zip([3.0, 0, 5, 2, 10], [40.0, 25, 60, 30, 145]).map { $0 / $1 }
    #expect(isClose(Estimate.mean(of: rows).value, 0.058793, 6))
    #expect(ratio.interval?.method == .ratioDelta)
    #expect(ratio.numerator == 20 && ratio.denominator == 300)
  }

  @Test func ratioFromSufficientStatisticsIsTheSame() {
    let sums = PairSums(count: 5, x: 300, y: 20, xx: 27_750, xy: 1930, yy: 138)
    #expect(
      Estimate.ratio(sums) == Estimate.ratio(of: [3, 0, 5, 2, 10], per: [40, 25, 60, 30, 145]))
  }

  @Test func proportionalPairsHaveAnIntervalOfNoWidth() {
    var sums = PairSums(yScale: 2)
    for x in 1...50 as ClosedRange<Int64> { sums.add(x: x, y: x * 1_000_000_007) }
    let ratio = Estimate.ratio(sums)
    #expect(ratio.value == 10_000_000.07)
    #expect(ratio.interval?.lower == ratio.interval?.upper)
  }

  @Test func sumsBeyondTheirWidthAreUndefinedNotWrapped() {
    var sums = PairSums()
    for _ in 0..<4 { sums.add(x: 1, y: Int64.max) }
    #expect(sums.hasOverflowed)
    #expect(Estimate.ratio(sums).reason == .undefined)
    #expect(AverageOrderValue(buyers: sums).perBuyer.reason == .undefined)
  }

  @Test("EX-2.3: shares per view, by post")
  func engagementIsClippedAtZero() {
    var posts = PairSums()
    for (x, y) in zip([2000, 600, 150, 2250] as [Int64], [60, 12, 3, 150] as [Int64]) {
      posts.add(x: x, y: y)
    }
    let rate = Estimate.engagement(posts)
    #expect(isClose(rate.value, 0.045, 12))
    #expect(isClose(rate.interval, 0.001423, 0.088577, 6))
    #expect(isClose(error(Estimate.ratio(posts)), 0.01369306, 8))
    #expect(Estimate.mean(of: [60, 12, 3, 150]).value == 56.25)
    let hits = [60, 12, 3, 150].count { $0 >= 50 }
    #expect(Estimate.proportion(hits, of: 4).value == 0.5)
    #expect(Quantile.median(of: [60, 12, 3, 150]) == 36)
    var wild = PairSums()
    wild.add(x: 100, y: 1)
    wild.add(x: 100, y: 50)
    #expect(Estimate.engagement(wild).interval?.lower == 0)
  }

  @Test func ratioWithoutADenominator() {
    #expect(Estimate.ratio(of: [1, 2], per: [0, 0]).reason == .zeroDenominator)
    #expect(Estimate.ratio(PairSums()).reason == .empty)
  }

  @Test("EX-0.4: counts have Garwood's interval")
  func poissonCountsHaveGarwoodsInterval() {
    #expect(isClose(Estimate.rate(7).interval, 2.814363, 14.422675, 6))
    #expect(isClose(Estimate.rate(0).interval, 0, 3.688879, 6))
    #expect(isClose(Estimate.rate(7, per: 2).value, 3.5, 12))
    #expect(Estimate.rate(7, per: 0).reason == .zeroDenominator)
    #expect(Estimate.rate(-1).reason == .undefined)
  }
}
