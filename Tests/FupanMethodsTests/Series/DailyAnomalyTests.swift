import FupanMethods
import Testing

@Suite struct DailyAnomalyTests {
  private let days: [Double?] = [
    100, 96, 104, 99, 108, 130, 126, 103, 101, 106, 104, 110, 136, 128, 106, 103, 112, 107, 115,
    190, 134, 111, 105, 116, 112, 118, 145, 137,
  ]

  @Test func fourWeeksComeApartAsPublished() {
    let parts = WeeklyDecomposition(days)
    let effects = [-8.428571, -12.478571, -4.428571, -9.178571, -2.678571, 22.741429, 14.451429]
    for (value, expected) in zip(parts.weekdays, effects) { #expect(isClose(value, expected, 6)) }
    #expect(isClose(parts.trend[0], 107.533333, 6))
    #expect(isClose(parts.trend[13], 114.033333, 6))
    #expect(isClose(parts.trend[27], 122.773333, 6))
    #expect(isClose(parts.rest[19], 49.125238, 6))
  }

  @Test func onlyTheBrokenDayStandsOut() {
    let anomalies = DailyAnomalies(days)
    #expect(anomalies.days.map { $0.index } == [19])
    #expect(isClose(anomalies.scores.median, -0.104762, 6))
    #expect(isClose(anomalies.scores.deviation, 0.55, 6))
    #expect(isClose(anomalies.days.first?.score, 60.3730, 4))
    #expect(isClose(anomalies.days.first?.expected, 190 - 49.125238, 6))
  }

  @Test func shortOrEmptySeriesHaveNoWeekdays() {
    let parts = WeeklyDecomposition([1, 2, 3, nil])
    #expect(parts.weekdays == Array(repeating: 0, count: 7))
    #expect(parts.rest == [-1, 0, 1, nil])
    #expect(DailyAnomalies([]).days.isEmpty)
    #expect(WeeklyDecomposition(Array(repeating: nil, count: 20)).rest.allSatisfy { $0 == nil })
  }

  @Test(arguments: 14...24) func everyLengthFromTwoWeeksHasATrend(count: Int) {
    let parts = WeeklyDecomposition((0..<count).map { 10 + 2 * Double($0) })
    for (day, level) in parts.trend.enumerated() {
      #expect(isClose(level, 10 + 2 * Double(day), 9))
    }
  }

  @Test func ratesAreJudgedWithTheirSizes() {
    let baseline = [(30, 1000), (28, 950), (35, 1100), (31, 1020)]
    #expect(
      isClose(RateScores.score((55, 1010), baseline: baseline.map { ($0.0, $0.1) }), 4.435789, 6))
    #expect(RateScores.score((1, 10), baseline: []) == nil)
    #expect(RateScores.score((1, 10), baseline: [(0, 100)]) == nil)
  }

  @Test func smallCountsHavePoissonTails() {
    #expect(isClose(PoissonTail.atLeast(18, mean: 4), 2.4818e-07, 11))
    #expect(isClose(PoissonTail.atLeast(9, mean: 4), 0.021363, 6))
    #expect(PoissonTail.atLeast(0, mean: 4) == 1)
    #expect(isClose(PoissonTail.atMost(0, mean: 4), 0.018316, 6))
    #expect(PoissonTail.atMost(3, mean: 0) == nil)
  }
}
