import FupanMethods
import Testing

/// What must hold of tests, effects and scores on any data, and that no data make a number that is
/// none.
@Suite struct EvidencePropertyTests {
  private func isFinite(_ estimate: Estimate) -> Bool {
    let numbers = [estimate.value, estimate.interval?.lower, estimate.interval?.upper]
    return numbers.allSatisfy { $0?.isFinite ?? true }
      && (estimate.value == nil) == (estimate.reason != nil)
  }

  private func isShare(_ p: Double?) -> Bool { p.map { (0...1).contains($0) } ?? true }

  @Test func sharesTurnedRoundTurnTheSign() {
    var random = Xoshiro256(seed: 1)
    for _ in 0..<300 {
      let (n1, n2) = (random.below(60), random.below(60))
      let (x1, x2) = (random.below(n1 + 1), random.below(n2 + 1))
      let there = TwoProportions(base: (x1, n1), other: (x2, n2))
      let back = TwoProportions(base: (x2, n2), other: (x1, n1))
      #expect(isFinite(there.difference) && isFinite(there.lift) && isShare(there.p))
      #expect(there.p.map { isClose(back.p, $0, 9) } ?? (back.p == nil))
      if let value = there.difference.value, let interval = there.difference.interval {
        #expect(isClose(back.difference.value, -value, 12))
        #expect(interval.contains(value))
        #expect(isClose(back.difference.interval?.upper, -(interval.lower ?? 0), 9))
      }
    }
  }

  @Test func unitsOfMoneyChangeNoTest() {
    var random = Xoshiro256(seed: 2)
    for _ in 0..<200 {
      let a = (0..<random.below(12)).map { _ in Double(random.below(20)) }
      let b = (0..<random.below(12)).map { _ in Double(random.below(20)) }
      let yuan = MeanDifference(base: Moments(a), other: Moments(b))
      let cents = MeanDifference(
        base: Moments(a.map { $0 * 100 }), other: Moments(b.map { $0 * 100 }))
      #expect(isFinite(yuan.difference) && isShare(yuan.p))
      #expect(yuan.p.map { isClose(cents.p, $0, 9) } ?? (cents.p == nil))
      if let value = yuan.difference.value {
        #expect(isClose(cents.difference.value, value * 100, 6))
      }
    }
  }

  @Test func ranksSeeOnlyTheOrder() {
    var random = Xoshiro256(seed: 3)
    for _ in 0..<200 {
      var a = (0..<random.below(10)).map { _ in Double(random.below(9)) }
      let b = (0..<random.below(10)).map { _ in Double(random.below(9)) }
      let test = MannWhitney(base: a, other: b)
      #expect(isShare(test.p) && isShare(test.superiority))
      random.shuffle(&a)
      #expect(MannWhitney(base: a, other: b) == test)
      let cubed = MannWhitney(base: a.map { $0 * $0 * $0 }, other: b.map { $0 * $0 * $0 })
      #expect(cubed.u == test.u && cubed.p == test.p)
      if let share = test.superiority {
        #expect(isClose(MannWhitney(base: b, other: a).superiority, 1 - share, 12))
      }
    }
  }

  @Test func holmAndTheFamilyOnlyRaise() {
    var random = Xoshiro256(seed: 4)
    for _ in 0..<100 {
      let p = (0..<random.below(8)).map { _ in random.below(4) == 0 ? nil : random.unit() }
      for (value, corrected) in zip(p, MultipleTesting.holm(p)) {
        #expect((value == nil) == (corrected == nil))
        #expect((corrected ?? 1) >= (value ?? 0))
        #expect(isShare(corrected))
      }
    }
  }

  @Test func aLevelAddedToASeriesMovesNoStep() throws {
    var random = Xoshiro256(seed: 5)
    for _ in 0..<20 {
      let days: [Double?] = (0..<35).map { _ in
        random.below(12) == 0 ? nil : 50 + random.normal() * 4
      }
      guard let plain = try? InterruptedSeries(days, change: 20) else { continue }
      let higher = try InterruptedSeries(days.map { $0.map { $0 + 1000 } }, change: 20)
      #expect(isClose(higher.level.estimate.value, plain.level.estimate.value ?? 0, 6))
      #expect(isClose(higher.level.error, plain.level.error, 6))
      let larger = try InterruptedSeries(days.map { $0.map { $0 * 100 } }, change: 20)
      #expect(isClose(larger.level.p, plain.level.p, 6))
      #expect(isFinite(plain.level.estimate) && isFinite(plain.cumulative.estimate))
      #expect(isShare(plain.placebos.p))
    }
  }

  @Test func anyDaysGiveAnAnswerOrAReason() {
    let series: [[Double?]] = [
      [], [1], Array(repeating: nil, count: 40), Array(repeating: 0, count: 40),
      (0..<40).map { Double($0) }, (0..<40).map { $0 % 2 == 0 ? nil : 3 },
    ]
    for days in series {
      for change in [0, 1, 20, 39, 60] {
        do throws(MethodFailure) {
          let fit = try InterruptedSeries(days, change: change)
          #expect(isFinite(fit.level.estimate) && isFinite(fit.cumulative.estimate))
          #expect(fit.counterfactual.allSatisfy { $0.isFinite })
        } catch {
          #expect([.tooFew, .noVariance].contains(error.reason))
        }
      }
    }
  }

  @Test func scoresStayWithinTheirScaleAndRanksWithinTheirRange() {
    var random = Xoshiro256(seed: 6)
    for count in [1, 3, 7] {
      let components = (0..<count).map { _ in
        ScoreCard.Component(
          weight: 0.1 + random.unit(), floor: random.unit(), target: 2 + random.unit())
      }
      let card = ScoreCard(components)
      let items: [[Double?]] = (0..<12).map { _ in
        (0..<count).map { _ in random.below(6) == 0 ? nil : random.unit() * 4 }
      }
      let ranks = card.rankStability(items)
      for (item, rank) in zip(items, ranks) {
        let score = card.score(item)
        #expect(isFinite(score) && (0...100).contains(score.value ?? 0))
        #expect((rank == nil) == (score.value == nil))
        if let rank {
          #expect(rank.least <= rank.rank && rank.rank <= rank.most)
          #expect(rank.least >= 1 && rank.most <= items.count)
        }
      }
      let doubled = ScoreCard(
        components.map { .init(weight: $0.weight * 2, floor: $0.floor, target: $0.target) })
      #expect(doubled.rankStability(items) == ranks)
    }
    #expect(ScoreCard([]).score([]).reason == .empty)
  }

  @Test func theSplitDoesNotDependOnTheUnitOfItsPlan() {
    var random = Xoshiro256(seed: 7)
    for _ in 0..<100 {
      let counts = (0..<random.below(5)).map { _ in random.below(50) }
      let shares = counts.map { _ in Double(1 + random.below(4)) }
      let plain = SampleRatio(counts: counts, shares: shares)
      let percent = SampleRatio(counts: counts, shares: shares.map { $0 * 25 })
      #expect(isShare(plain.p))
      #expect(plain.p.map { isClose(percent.p, $0, 9) } ?? (percent.p == nil))
    }
  }
}
