import FupanMethods
import Testing

@Suite struct SignificanceTests {
  @Test("EX-14.1: two shares") func twoProportionsMatchPublishedValues() {
    let test = TwoProportions(base: (120, 2400), other: (156, 2400))
    #expect(isClose(test.z, 2.23206728, 8))
    #expect(isClose(test.p, 0.02561052, 8))
    #expect(isClose(test.difference.value, 0.015, 12))
    #expect(isClose(test.difference.interval, 0.00181412, 0.02827373, 8))
    #expect(isClose(test.lift.value, 0.30, 12))
    #expect(isClose(test.lift.interval, 0.031695, 0.638082, 6))
    #expect(test.isSignificant && !test.isExact)
  }

  @Test("EX-14.1: the published check of the interval") func newcombesPublishedCheck() {
    let test = TwoProportions(base: (48, 80), other: (56, 70))
    #expect(isClose(test.difference.value, 0.2, 12))
    #expect(isClose(test.difference.interval, 0.0524, 0.3339, 4))
  }

  @Test("EX-5.5: small expectations use Fisher's test") func smallExpectationsUseFisher() {
    #expect(isClose(FisherExact.twoSidedP(8, 2, 1, 5), 0.034965, 6))
    #expect(isClose(FisherExact.twoSidedP(3, 1, 1, 3), 0.485714, 6))
    let test = TwoProportions(base: (1, 6), other: (8, 10))
    #expect(test.isExact)
    #expect(isClose(test.p, 0.034965, 6))
  }

  @Test func emptyAndUniformSamples() {
    #expect(TwoProportions(base: (0, 0), other: (1, 2)).difference.reason == .zeroDenominator)
    #expect(TwoProportions(base: (3, 2), other: (1, 2)).p == nil)
    let none = TwoProportions(base: (0, 50), other: (0, 50))
    #expect(none.z == nil && none.p == 1 && !none.isSignificant)
    #expect(none.lift.reason == .zeroDenominator)
  }

  @Test func estimatedSharesCompareByTheirCounts() {
    let test = TwoProportions(
      base: .proportion(120, of: 2400), other: .proportion(156, of: 2400))
    #expect(test == TwoProportions(base: (120, 2400), other: (156, 2400)))
    #expect(TwoProportions(base: .mean(of: [1, 2]), other: .proportion(1, of: 2)) == nil)
  }

  @Test("EX-14.2: two means of unequal spread") func meansOfUnequalSpreadCompareByWelch() {
    let test = MeanDifference(
      base: Moments([52, 61, 48, 70, 55, 66, 59]), other: Moments([60, 72, 81, 65, 77, 69]))
    #expect(isClose(test.difference.value, 11.952381, 6))
    #expect(isClose(test.statistic, 2.781208, 6))
    #expect(isClose(test.degrees, 10.708925, 6))
    #expect(isClose(test.p, 0.018281, 6))
    #expect(isClose(test.difference.interval, 2.462075, 21.442687, 6))
    #expect(test.isSignificant)
    #expect(
      MeanDifference(base: Moments([1]), other: Moments([1, 2])).difference.reason == .tooFew)
    #expect(
      MeanDifference(base: Moments([1, 1]), other: Moments([2, 2])).difference.reason
        == .noVariance)
  }

  @Test func clusteredRatiosCompareByTheirErrors() throws {
    var base = PairSums()
    for (x, y) in zip([40, 25, 60, 30, 145] as [Int64], [3, 0, 5, 2, 10] as [Int64]) {
      base.add(x: x, y: y)
    }
    var other = PairSums()
    for (x, y) in zip([2000, 600, 150, 2250] as [Int64], [60, 12, 3, 150] as [Int64]) {
      other.add(x: x, y: y)
    }
    let test = MeanDifference(base: base, other: other)
    let error = (0.00745356 * 0.00745356 + 0.01369306 * 0.01369306).squareRoot()
    #expect(isClose(test.difference.value, 0.045 - 20.0 / 300, 12))
    #expect(isClose(test.statistic, (0.045 - 20.0 / 300) / error, 5))
    #expect(!test.isSignificant)
    #expect(MeanDifference(base: PairSums(), other: other).difference.reason == .empty)
  }

  @Test("EX-5.6: false discoveries and Holm") func falseDiscoveriesAndHolm() {
    let p: [Double?] = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]
    let q = MultipleTesting.benjaminiHochberg(p)
    for (value, expected) in zip(
      q, [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.084571, 0.205])
    {
      #expect(isClose(value, expected, 6))
    }
    let holm = MultipleTesting.holm(p)
    for (value, expected) in zip(holm, [0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234]) {
      #expect(isClose(value, expected, 9))
    }
  }

  @Test func missingTestsDoNotCount() {
    #expect(
      MultipleTesting.benjaminiHochberg([nil, 0.04, 0.01]) == [nil, 0.04, 0.02])
    #expect(MultipleTesting.holm([nil, nil]) == [nil, nil])
  }
}
