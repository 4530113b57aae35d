import FupanMethods
import Testing

@Suite struct InterruptedSeriesTests {
  private let days: [Double] = [
    100, 96, 104, 99, 108, 130, 126, 103, 101, 106, 104, 110, 136, 128,
    121, 118, 127, 122, 130, 155, 149, 126, 120, 131, 127, 133, 160, 152,
  ]

  @Test("EX-16.1: two periods' shares") func twoPeriodsShares() {
    let change = TwoProportions(base: (50, 1000), other: (84, 700))
    #expect(isClose(change.difference.value, 0.07, 12))
    #expect(isClose(change.difference.interval, 0.043176, 0.098737, 6))
  }

  @Test("EX-16.2: four weeks with a step in the middle") func fourWeeks() throws {
    let series = try InterruptedSeries(days, change: 14)
    let naive = (days[14...].reduce(0, +) - days[..<14].reduce(0, +)) / 14
    #expect(isClose(naive, 22.857143, 6))
    #expect(series.lags == 3 && series.hasWeekdays)
    #expect(isClose(series.slopeBefore, 0.46687598, 8))
    #expect(isClose(series.level.estimate.value, 15.49230769, 8))
    #expect(isClose(series.level.error, 0.61955146, 8))
    #expect(abs(series.level.p - 1.98e-15) < 0.005e-15)
    #expect(isClose(series.level.estimate.interval, 14.190678, 16.793937, 6))
    #expect(isClose(series.slope?.estimate.value, 0.12747253, 8))
    #expect(isClose(series.slope?.error, 0.05007601, 8))
    #expect(isClose(series.plainError, 0.94504557, 8))
  }

  @Test("EX-16.3: a change against that of a comparison group") func againstAControl() {
    let change = ComparedChange(treated: (200, 260), control: (180, 198))
    #expect(change.difference == 42)
    #expect(isClose(change.ratio, 0.181818, 6))
    #expect(ComparedChange(treated: (0, 5), control: (1, 2)).ratio == nil)
  }

  @Test func theEffectAddsUpToWhatWasNotExpected() throws {
    let series = try InterruptedSeries(days, change: 14)
    let extra = zip(days[14...], series.counterfactual).reduce(0) { $0 + $1.0 - $1.1 }
    #expect(isClose(series.cumulative.estimate.value, extra, 8))
    #expect(series.counterfactual.count == 14)
    #expect(series.placebos == .init(tried: 1, asLarge: 0))
  }

  @Test func shortOrFlatSeriesSayWhy() {
    #expect(throws: MethodFailure(.tooFew)) {
      try InterruptedSeries(Array(days.prefix(20)), change: 14)
    }
    #expect(throws: MethodFailure(.tooFew)) { try InterruptedSeries([], change: 0) }
    #expect(throws: MethodFailure(.tooFew)) {
      try InterruptedSeries([Double?](repeating: nil, count: 28), change: 14)
    }
  }

  @Test func aFlatSeriesHasNoEffectAndNoNumberThatIsNone() throws {
    let flat = try InterruptedSeries([Double?](repeating: 5, count: 28), change: 14)
    #expect(abs(flat.level.estimate.value ?? 1) < 1e-9)
    #expect(flat.level.p.isFinite && flat.cumulative.p.isFinite)
  }

  @Test func missingDaysAreLeftOut() throws {
    var gappy = days.map { Optional($0) }
    gappy[20] = nil
    let series = try InterruptedSeries(gappy, change: 14)
    #expect(abs((series.level.estimate.value ?? 0) - 15.49) < 2)
    #expect(series.counterfactual.count == 13)
  }

  @Test func trendsBeforeAreCompared() throws {
    let control: [Double?] = (0..<14).map { day in Double(100 + day % 3) }
    let apart: [Double?] = (0..<14).map { day in Double(100 + 4 * day + day % 2) }
    let trend = try #require(ComparedChange.trendDifference(treated: apart, control: control))
    #expect(abs(trend.slope - 4) < 0.3 && trend.p < 0.01)
    let short = ComparedChange.trendDifference(treated: [1, 2], control: [1, 2])
    #expect(short?.p == nil)
    let test = ComparedChange.difference(treated: [5, 7, 9, 6], control: [1, 2, 0, 1])
    #expect(isClose(test.difference.value, 5.75, 12))
  }

  @Test func columnsThatSayTheSameGiveNoFit() {
    #expect(LeastSquares([[1, 1], [1, 1], [1, 1]], [1, 2, 3]) == nil)
    #expect(LeastSquares([[1, 1], [1, 2]], [1, 2]) == nil)
    #expect(LeastSquares([[1, .nan], [1, 2], [1, 3]], [1, 2, 3]) == nil)
  }
}
