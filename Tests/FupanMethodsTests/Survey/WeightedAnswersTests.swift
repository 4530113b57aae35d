import FupanMethods
import Testing

/// Weighted answers: with equal weights they are the plain ones, and weights cost precision.
@Suite struct WeightedAnswersTests {
  @Test("EX-5.2: scores with weights of one are the plain ones")
  func scoresOfEqualWeights() throws {
    let counts = [5, 10, 35, 90, 60]
    let scores = try #require(
      ScoreDistribution(
        weights: counts.map { Double($0) }, base: WeightSums(count: 200), lowest: 1))
    #expect(isClose(scores.mean.value, 3.95, 12))
    #expect(isClose(scores.standardDeviation, 0.949742, 6))
    #expect(isClose(scores.mean.interval, 3.817569, 4.082431, 6))
    #expect(isClose(scores.topTwo.interval, 0.685659, 0.804918, 6))
    #expect(isClose(scores.net.value, 0.675, 12))
    #expect(
      isClose(
        scores.net.interval?.lower,
        ScoreDistribution(counts: counts, lowest: 1)?.net.interval?.lower ?? 0, 9))
  }

  @Test("EX-5.3: ranks with weights of one are the plain ones")
  func ranksOfEqualWeights() {
    let score = RankingScore(
      weights: [20, 10, 5], ranked: 35, options: 3, base: WeightSums(count: 50))
    #expect(isClose(score.composite, 1.7, 12))
    #expect(isClose(score.meanRank, 1.571429, 6))
    #expect(score.ranked == 35)
    #expect(isClose(score.first.value, 0.4, 12))
    let none = RankingScore(weights: [], ranked: 0, options: 3, base: WeightSums(count: 0))
    #expect(none.composite == nil && none.meanRank == nil)
  }

  @Test("EX-5.2: a scale with weights of one hangs together as the plain one")
  func alphaOfEqualWeights() {
    let rows = [[4, 5, 4], [3, 4, 3], [5, 5, 4], [2, 2, 3], [4, 4, 5], [3, 3, 3]]
    func sums(_ values: [Int]) -> (sum: Int128, squares: Int128) {
      (
        values.reduce(Int128(0)) { $0 + Int128($1) } * 1_000_000,
        values.reduce(Int128(0)) { $0 + Int128($1 * $1) } * 1_000_000
      )
    }
    let alpha = CronbachAlpha(
      n: 6, weight: 6_000_000, items: (0..<3).map { item in sums(rows.map { $0[item] }) },
      total: sums(rows.map { $0.reduce(0, +) }), minimum: 2)
    #expect(isClose(alpha.value, 0.881579, 6))
  }

  @Test func weightsWidenTheInterval() throws {
    // Half of the weight is on a tenth of the answers.
    let weights = WeightSums([5, 5] + Array(repeating: 0.5556, count: 18))
    let wide = try #require(
      WeightedMoments(weights: weights, points: [(1, weights.sum / 2), (5, weights.sum / 2)]))
    let plain = try #require(
      WeightedMoments(weights: WeightSums(count: 20), points: [(1, 10), (5, 10)]))
    #expect(isClose(wide.mean, 3, 9) && plain.mean == 3)
    func width(_ moments: WeightedMoments) -> Double {
      let interval = moments.estimate().interval
      return (interval?.upper ?? 0) - (interval?.lower ?? 0)
    }
    #expect(width(wide) > 1.5 * width(plain))
    let exact = try #require(
      WeightedMoments(weights: WeightSums(count: 20), total: 20, sum: 60, sumOfSquares: 260))
    #expect(exact == plain)
    #expect(WeightedMoments(weights: WeightSums(count: 0), points: []) == nil)
  }

  @Test("EX-5.4: waves with weights of one compare as the plain ones")
  func wavesOfEqualWeights() throws {
    let now = NetPromoterScore(promoters: 48, passives: 30, detractors: 22)
    let before = NetPromoterScore(promoters: 30, passives: 30, detractors: 20)
    func weighted(_ score: NetPromoterScore) -> (Estimate, Double) {
      let base = WeightSums(count: score.score.n)
      let (p, d) = (Double(score.promoters), Double(score.detractors))
      return (
        NetPromoterScore.weighted(promoters: p, detractors: d, weights: base),
        NetPromoterScore.weightedError(promoters: p, detractors: d, weights: base)
      )
    }
    let (mine, theirs) = (weighted(now), weighted(before))
    let difference = NetPromoterScore.Difference(
      mine.0, standardError: mine.1, from: theirs.0, standardError: theirs.1)
    #expect(isClose(difference.z, 1.143362, 6))
    #expect(isClose(difference.p, 0.252888, 6))
    #expect(isClose(now.difference(from: before).z, 1.143362, 6))
  }
}
