import FupanMethods
import Testing

@Suite struct RobustScoresTests {
  @Test func textbookOutliersStandOut() {
    let scores = RobustScores([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    #expect(isClose(scores.scores[8], 25.8558, 3))
    #expect(scores.anomalies() == [8, 9])
  }

  @Test func withoutASpreadOfTheMiddleTheMeanDeviationServes() {
    let values = [Double?](repeating: 5, count: 9) + [6]
    let scores = RobustScores(values)
    #expect(scores.deviation == 0)
    #expect(isClose(scores.scores[9], 1 / (1.253314 * 0.1), 9))
  }

  @Test func nothingVariesOrNothingIsThere() {
    #expect(RobustScores([3, 3, 3]).scores == [nil, nil, nil])
    #expect(RobustScores([nil]).median == nil)
    #expect(RobustScores([1, nil, 2, 3, 100]).scores[1] == nil)
  }
}
