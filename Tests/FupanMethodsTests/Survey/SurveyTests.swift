import FupanMethods
import Testing

@Suite struct SurveyTests {
  @Test("EX-5.1: several answers have two percentages") func severalAnswersHaveTwoPercentages() {
    let question = MultipleChoice(counts: [120, 90, 50], answered: 200)
    #expect(question.ofRespondents.map { $0.value } == [0.60, 0.45, 0.25])
    #expect(isClose(question.ofRespondents[0].interval, 0.530837, 0.665394, 6))
    #expect(isClose(question.ofSelections[0], 0.461538, 6))
    #expect(isClose(question.ofSelections[1], 0.346154, 6))
    #expect(isClose(question.ofSelections[2], 0.192308, 6))
    #expect(question.meanSelections == 1.3)
  }

  @Test func oneAnswerListsZeroCountsAndTheMissing() {
    let question = SingleChoice(counts: [18, 342, 0], asked: 400)
    #expect(isClose(question.shares[0].interval, 0.031858, 0.077644, 6))
    #expect(question.shares[2].value == 0)
    #expect(question.shares[0].missing == 40)
    #expect(SingleChoice(counts: [0, 0]).shares[0].reason == .zeroDenominator)
  }

  @Test("EX-5.2: scales have a mean and boxes") func scalesHaveMeanAndBoxes() throws {
    let scale = try #require(ScoreDistribution(counts: [5, 10, 35, 90, 60], lowest: 1))
    #expect(scale.mean.value == 3.95)
    #expect(isClose(scale.standardDeviation, 0.949742, 6))
    #expect(isClose(scale.mean.interval, 3.817569, 4.082431, 6))
    #expect(scale.topTwo.value == 0.75)
    #expect(isClose(scale.topTwo.interval, 0.685659, 0.804918, 6))
    #expect(isClose(scale.net.value, 0.675, 12))
    #expect(ScoreDistribution(counts: [1, 2, 3], lowest: 1) == nil)
  }

  @Test("EX-5.4: a promoter score has its intervals") func promoterScoreHasItsIntervals() {
    let nps = NetPromoterScore(promoters: 48, passives: 30, detractors: 22)
    #expect(nps.score.value == 26)
    #expect(isClose(nps.standardError, 7.952358, 6))
    #expect(isClose(nps.score.interval, 10.413664, 41.586336, 6))
    #expect(isClose(nps.adjusted.value, 25.242718, 6))
    #expect(isClose(nps.adjusted.interval, 9.908677, 40.576759, 6))
    #expect(nps.adjusted.interval?.method == .adjusted)
  }

  @Test("EX-5.4: promoter scores of two waves compare") func promoterScoresOfTwoWavesCompare() {
    let earlier = NetPromoterScore(promoters: 30, passives: 30, detractors: 20)
    #expect(earlier.score.value == 12.5)
    let difference = NetPromoterScore(promoters: 48, passives: 30, detractors: 22)
      .difference(from: earlier)
    #expect(difference.score.value == 13.5)
    #expect(isClose(difference.z, 1.143362, 6))
    #expect(isClose(difference.p, 0.252888, 6))
    #expect(difference.score.interval?.contains(0) == true)
  }

  @Test("EX-5.4: a promoter score by bootstrap") func promoterScoreOfTheBootstrap() {
    let scores =
      Array(repeating: 1, count: 48) + Array(repeating: 0, count: 30)
      + Array(repeating: -1, count: 22)
    let interval = NetPromoterScore(promoters: 48, passives: 30, detractors: 22)
      .bootstrapInterval(seed: 20_240_101, name: "nps", replicates: 2000)
    #expect(interval?.lower == 10)
    #expect(interval?.upper == 41)
    let sums = (0..<5).map { replicate -> Int in
      var random = RandomStream.stream(seed: 20_240_101, name: "nps", replicate: UInt64(replicate))
      return (0..<100).reduce(0) { sum, _ in sum + scores[random.below(100)] }
    }
    #expect(sums == [17, 32, 34, 22, 27])
  }

  @Test func smallOrExtremeSamplesUseTheAdjustedInterval() {
    let all = NetPromoterScore(promoters: 120, passives: 0, detractors: 0)
    #expect(all.score.value == 100)
    #expect(all.score.interval?.method == .adjusted)
    #expect(
      NetPromoterScore(promoters: 40, passives: 40, detractors: 19).score.interval?.method
        == .adjusted)
    #expect(
      NetPromoterScore(promoters: 40, passives: 41, detractors: 19).score.interval?.method == .delta
    )
    #expect(NetPromoterScore(promoters: 0, passives: 0, detractors: 0).score.reason == .empty)
  }

  @Test func countsOfElevenScoresAreGrouped() {
    let nps = NetPromoterScore(scoreCounts: [1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3])
    #expect(nps?.detractors == 7 && nps?.passives == 4 && nps?.promoters == 6)
    #expect(NetPromoterScore(scoreCounts: [1, 2, 3, 4, 5]) == nil)
  }

  @Test func scoresStayInTheirRange() throws {
    var random = Xoshiro256(seed: 5)
    for _ in 0..<300 {
      let nps = NetPromoterScore(
        promoters: random.below(60), passives: random.below(60), detractors: random.below(60))
      guard let value = nps.score.value else { continue }
      let lower = try #require(nps.score.interval?.lower)
      let upper = try #require(nps.score.interval?.upper)
      #expect(-100 <= lower && lower <= upper && upper <= 100 && abs(value) <= 100)
    }
  }
}
