import FupanMethods
import Testing

@Suite struct SurveyScaleTests {
  @Test("EX-5.2: Kruskal and Wallis compare groups of answers")
  func groupsCompareByRanks() {
    let test = KruskalWallis(values: [[4, 5, 3, 5, 4], [2, 3, 3, 1, 4], [5, 5, 4, 5, 3]])
    #expect(isClose(test.statistic, 6.251538, 6))
    #expect(isClose(test.p, 0.043903, 6))
    #expect(test.degrees == 2)
  }

  @Test("EX-5.2: a scale's items hang together")
  func itemsOfAScaleHangTogether() {
    let rows = [[4, 5, 4], [3, 4, 3], [5, 5, 4], [2, 2, 3], [4, 4, 5], [3, 3, 3]]
    #expect(isClose(CronbachAlpha(rows: rows, minimum: 2).value, 0.881579, 6))
    #expect(CronbachAlpha(rows: rows).reason == .tooFew)
  }

  @Test func scalesWithoutSpreadHaveNoStatistic() {
    #expect(CronbachAlpha(rows: [], minimum: 2).reason == .empty)
    #expect(CronbachAlpha(rows: [[3, 3], [3, 3]], minimum: 2).reason == .noVariance)
    #expect(CronbachAlpha(rows: [[3], [4]], minimum: 2).reason == .tooFew)
    #expect(KruskalWallis(values: []).reason == .empty)
    #expect(KruskalWallis(values: [[1, 2]]).reason == .tooFew)
    #expect(KruskalWallis(values: [[], [1, 2]]).reason == .tooFew)
    #expect(KruskalWallis(values: [[2, 2], [2]]).reason == .noVariance)
    #expect(KruskalWallis(values: [[2, 2], [2]]).p == nil)
  }

  @Test("EX-5.3: ranks are averaged over those who ranked, the composite over all")
  func ranksHaveACompositeAndAMean() {
    let score = RankingScore(counts: [20, 10, 5], options: 3, answered: 50)
    #expect(score.composite == 1.7)
    #expect(isClose(score.meanRank, 1.571429, 6))
    #expect(score.ranked == 35 && score.first.value == 0.4)
    let nobody = RankingScore(counts: [0, 0, 0], options: 3, answered: 50)
    #expect(nobody.meanRank == nil && nobody.composite == 0)
    let none = RankingScore(counts: [], options: 3, answered: 0)
    #expect(none.composite == nil && none.first.reason == .zeroDenominator)
  }

  @Test("EX-5.7: raking meets its margins")
  func rakingMeetsItsMargins() {
    let raking = Raking(
      cells: [[0, 0], [0, 1], [1, 0], [1, 1]], counts: [60, 40, 50, 50],
      targets: [[0.48, 0.52], [0.45, 0.55]])
    for (weight, expected) in zip(raking.weights, [0.803267, 1.195100, 0.836080, 1.243920]) {
      #expect(isClose(weight, expected, 6))
    }
    #expect(isClose(raking.sums.effectiveSize, 192.1570, 4))
    #expect(isClose(raking.sums.designEffect, 1.040816, 6))
    #expect(raking.isConverged && !raking.isTrimmed)
    let yes = zip(raking.weights, [30.0, 10, 20, 25]).reduce(0) { $0 + $1.0 * $1.1 }
    let share = Estimate.proportion(weight: yes, in: raking.sums)
    #expect(Estimate.proportion(85, of: 200).value == 0.425)
    #expect(isClose(share.value, 0.419343, 6))
    #expect(isClose(share.interval, 0.351824, 0.490024, 6))
  }

  @Test func extremeWeightsAreCut() {
    let raking = Raking(
      cells: [[0], [1]], counts: [2, 98], targets: [[0.5, 0.5]])
    #expect(raking.isTrimmed)
    #expect(isClose(raking.sums.sum, 100, 9))
    #expect(isClose(raking.weights[0], 3, 6))
    #expect(isClose(raking.weights[1], 94.0 / 98, 6))
  }

  @Test func rakedSamplesKeepTheirSizeAndMargins() throws {
    var random = Xoshiro256(seed: 58)
    for _ in 0..<60 {
      let cells = (0..<2).flatMap { a in (0..<3).map { [a, $0] } }
      let counts = cells.map { _ in 20 + random.below(60) }
      let share = 0.35 + 0.3 * random.unit()
      let raking = Raking(
        cells: cells, counts: counts, targets: [[share, 1 - share], [0.3, 0.3, 0.4]])
      let n = Double(counts.reduce(0, +))
      #expect(abs(raking.sums.sum - n) <= 1e-9 * n)
      #expect(raking.sums.effectiveSize <= n * (1 + 1e-12))
      guard raking.isConverged, !raking.isTrimmed else { continue }
      let first = cells.indices.filter { cells[$0][0] == 0 }
        .reduce(0) { $0 + raking.weights[$1] * Double(counts[$1]) }
      #expect(abs(first - share * n) <= 1e-7 * n)
    }
  }

  @Test func weightsOfOneChangeNothing() {
    let weights = WeightSums(count: 100)
    let plain = NetPromoterScore(promoters: 48, passives: 30, detractors: 22).score
    let weighted = NetPromoterScore.weighted(promoters: 48, detractors: 22, weights: weights)
    #expect(isClose(weighted.value, plain.value ?? 0, 9))
    #expect(
      isClose(
        weighted.interval, plain.interval?.lower ?? 0, plain.interval?.upper ?? 0, 9))
    #expect(
      isClose(
        Estimate.proportion(weight: 18, in: WeightSums(count: 360)).interval, 0.031858, 0.077644, 6)
    )
    #expect(weights.designEffect == 1)
    #expect(WeightSums([]).designEffect == nil)
    #expect(
      Estimate.proportion(weight: 0, in: WeightSums([])).reason == .zeroDenominator)
    #expect(
      NetPromoterScore.weighted(promoters: 0, detractors: 0, weights: WeightSums([])).reason
        == .empty)
  }

  @Test func smallBasesSayLess() {
    #expect(AnswerBase(n: 9) == .suppressed)
    #expect(AnswerBase(n: 10) == .low)
    #expect(AnswerBase(n: 30) == .whole)
    #expect(AnswerBase(n: 100) == .full)
    #expect(AnswerBase(n: 42).shown(0.345) == 0.35)
    #expect(AnswerBase(n: 400).shown(0.345) == 0.345)
  }

  @Test func interviewsSaturate() {
    let themes = InterviewThemes(
      interviews: [[0, 1], [1], [2, 2], [0], [1], [3]], themes: 5)
    #expect(themes.counts == [2, 3, 1, 1, 0])
    #expect(themes.firstNamed == [1, 1, 3, 6, nil])
    #expect(themes.cumulative == [2, 2, 3, 3, 3, 4])
    #expect(themes.newInLastThree == 1)
    #expect(!InterviewThemes.hasShares(of: 29) && InterviewThemes.hasShares(of: 30))
    #expect(InterviewThemes(interviews: [], themes: 2).counts == [0, 0])
  }
}
