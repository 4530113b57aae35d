import FupanMethods
import Testing

@Suite struct RateTests {
  @Test("EX-2.1: 54 of 900")
  func conversionOfMembers() {
    let conversion = ConversionRate(converted: 54, of: 900)
    #expect(isClose(conversion.rate.value, 0.06, 12))
    #expect(isClose(conversion.rate.interval, 0.046275, 0.077465, 6))
    #expect(conversion.rate.flags == [])
  }

  @Test func convertersOutsideAreCountedAndFlagged() {
    #expect(ConversionRate(converted: 95, of: 900, outside: 5).rate.flags == [])
    #expect(ConversionRate(converted: 94, of: 900, outside: 6).rate.flags == .numeratorOutside)
  }

  @Test("EX-2.2: value per order and per buyer")
  func orderValuePerOrderAndPerBuyer() {
    let orders: [[Int64]] = [[120_00, 80_50], [59_90], [300_00, 19_60, 45_00], [210_00]]
    var buyers = PairSums(yScale: 2)
    for nets in orders { buyers.add(x: Int64(nets.count), y: nets.reduce(0, +)) }
    let value = AverageOrderValue(buyers: buyers)
    #expect(buyers.yTotal == ScaledInteger(835))
    #expect(isClose(value.perOrder.value, 119.285714, 6))
    #expect(isClose(value.perOrder.interval, 58.8559, 179.7155, 4))
    #expect(value.perBuyer.value == 208.75)
    #expect(value.perBuyer.numerator == ScaledInteger(835))
    let nets = orders.flatMap { $0 }.map { Double($0) / 100 }
    #expect(Quantile.median(of: nets) == 80.5)
    #expect(isClose(Quantile.type7(Fraction(9, over: 10), of: nets), 246, 9))
  }

  @Test func oneBuyerWithMoreThanHalfIsFlagged() {
    var buyers = PairSums()
    buyers.add(x: 1, y: 10)
    buyers.add(x: 1, y: 11)
    #expect(AverageOrderValue(buyers: buyers, largest: 11).perBuyer.flags.contains(.outlierDriven))
    #expect(!AverageOrderValue(buyers: buyers, largest: 10).perOrder.flags.contains(.outlierDriven))
  }

  @Test("EX-1.3: one return in its notations")
  func returnInItsNotations() {
    let roi = ReturnOnInvestment(revenue: 160_000, cost: 50_000, grossMargin: 0.35)
    #expect(roi.multiple.value == 3.2)
    #expect(roi.net.value == 2.2)
    #expect(isClose(roi.contribution?.value, 0.12, 12))
    #expect(isClose(roi.breakEven, 2.8571, 4))
    #expect(roi.net.numerator == 110_000)
    #expect(ReturnOnInvestment(revenue: 3, cost: 1).multiple.value == 3)
    #expect(ReturnOnInvestment(revenue: 3, cost: 1).net.value == 2)
    #expect(ReturnOnInvestment(revenue: 3, cost: 0).multiple.reason == .zeroDenominator)
  }

  @Test("EX-2.5: stock and flow reconcile")
  func growthReconciles() {
    let growth = Growth(start: 1200, joins: 150, leaves: 30, end: 1320)
    #expect(isClose(growth?.rate.value, 0.10, 12))
    #expect(Growth(start: 1200, joins: 150, leaves: 30, end: 1321) == nil)
    #expect(isClose(Growth.compound(from: 1000, to: 1728, periods: 3).value, 0.20, 12))
    #expect(Growth(start: 0, joins: 5, leaves: 0, end: 5)?.rate.reason == .zeroDenominator)
  }

  @Test("EX-2.10: how unevenly 10, 20, 30 and 140 are spread")
  func concentration() {
    let spread = Concentration([10, 20, 30, 140])
    #expect(isClose(spread?.herfindahl, 0.525, 12))
    #expect(isClose(spread?.gini, 0.50, 12))
    #expect(isClose(spread?.topShare, 0.70, 12))
    #expect(Concentration([0, 0]) == nil)
    #expect(Concentration([1]) == nil)
  }

  @Test("EX-1.1: ratios combine by their sums")
  func ratiosCombineByTheirSums() {
    let parts = [Estimate.proportion(30, of: 100), Estimate.proportion(10, of: 1000)]
    #expect(parts.map { $0.value } == [0.30, 0.01])
    #expect(isClose(Estimate.mean(of: [0.30, 0.01]).value, 0.155, 12))
    let rule = MetricKind.ratio.aggregation(over: .groups)
    let total = rule.combine(parts)
    #expect(isClose(total.value, 0.036364, 6))
    #expect(total.numerator == 40 && total.denominator == 1100)
  }

  @Test func distinctCountsAreNeverAdded() {
    #expect(MetricKind.distinct.aggregation(over: .time) == .recompute)
    #expect(AggregationRule.recompute.combine([Estimate(3, n: 3)]).value == nil)
  }

  @Test func stocksAddOverGroupsAndTakeTheLastOverTime() {
    let days = [Estimate(10, n: 10), Estimate(12, n: 12), Estimate(5, n: 5, flags: .partial)]
    #expect(MetricKind.count.aggregation(over: .time, isStock: true).combine(days).value == 12)
    #expect(MetricKind.count.aggregation(over: .groups, isStock: true).combine(days).value == 27)
  }
}
