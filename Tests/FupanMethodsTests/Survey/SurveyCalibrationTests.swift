import FupanMethods
import Testing

/// Simulated answers without any effect: tests find one in twenty times, intervals hold the truth.
@Suite struct SurveyCalibrationTests {
  @Test func ranksOfEqualGroupsDifferOnceInTwenty() {
    var random = Xoshiro256(seed: 2)
    var found = 0
    for _ in 0..<4000 {
      let groups = (0..<3).map { _ in (0..<30).map { _ in random.below(5) } }
      if (KruskalWallis(values: groups).p ?? 1) < 0.05 { found += 1 }
    }
    #expect((160...240).contains(found))
  }

  @Test func intervalsOfScoresHoldTheTruth() {
    var random = Xoshiro256(seed: 3)
    var held = 0
    for _ in 0..<4000 {
      var counts = [0, 0, 0]
      for _ in 0..<30 { counts[[0, 0, 0, 0, 0, 1, 1, 1, 2, 2][random.below(10)]] += 1 }
      let score = NetPromoterScore(
        promoters: counts[0], passives: counts[1], detractors: counts[2]
      ).score
      // Five of ten are promoters and two detractors.
      if score.interval?.contains(30) ?? false { held += 1 }
    }
    #expect(held >= 3720)
  }

  @Test func wordsThatComeUpAsBeforeAreNoSurge() {
    var random = Xoshiro256(seed: 4)
    var found = 0
    func count() -> Int { (0..<200).reduce(0) { sum, _ in sum + (random.below(50) == 0 ? 1 : 0) } }
    for _ in 0..<1500 {
      let base = (0..<7).map { _ in count() }
      if (KeywordSurge(count: count(), base: base).p ?? 1) < 0.05 { found += 1 }
    }
    #expect(found <= 90)
  }

  @Test func weightedSharesHoldTheTruth() {
    var random = Xoshiro256(seed: 5)
    var held = 0
    for _ in 0..<3000 {
      var (weights, yes) = ([Double](), 0.0)
      for _ in 0..<80 {
        let weight = random.below(2) == 0 ? 0.6 : 1.4
        weights.append(weight)
        if random.below(10) < 3 { yes += weight }
      }
      let share = Estimate.proportion(weight: yes, in: WeightSums(weights))
      if share.interval?.contains(0.3) ?? false { held += 1 }
    }
    #expect(held >= 2790)
  }
}
