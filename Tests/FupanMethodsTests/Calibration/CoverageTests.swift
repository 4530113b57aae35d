import CSpecialFunctions
import FupanMethods
import Testing

/// An interval of 95 % holds the truth in at least 93 % of samples of 30.
@Suite struct CoverageTests {
  /// The exact coverage of a proportion's interval, over all counts.
  private func coverage(
    _ trials: Int, _ probability: Double, _ interval: (Int) -> Interval?
  ) -> Double {
    NeumaierSum.of(
      (0...trials).map { successes in
        interval(successes)?.contains(probability) ?? false
          ? fupan_binomial_pmf(Double(successes), Double(trials), probability) : 0
      })
  }

  @Test func shares() {
    // Counts are few, so coverage goes up and down with the share; it is promised on average.
    let shares = (1...19).map { Double($0) / 20 }
    let wilson = shares.map { share in
      coverage(30, share) { Interval.wilson(successes: $0, trials: 30) }
    }
    #expect(NeumaierSum.of(wilson) / 19 >= 0.945, "\(wilson)")
    #expect(wilson.allSatisfy { $0 >= 0.92 }, "\(wilson)")
    for probability in [0.1, 0.2, 0.3, 0.5, 0.75] {
      let clopper = coverage(30, probability) { Interval.clopper(successes: $0, trials: 30) }
      #expect(clopper >= 0.95, "\(probability): \(clopper)")
    }
  }

  @Test func rareEventsNeedWilson() {
    let wilson = coverage(100, 0.02) { Interval.wilson(successes: $0, trials: 100) }
    #expect(isClose(wilson, 0.949, 3))
    let wald = coverage(100, 0.02) { successes in
      let p = Double(successes) / 100
      let half = 1.959963984540054 * (p * (1 - p) / 100).squareRoot()
      return Interval(p - half, p + half, method: .delta)
    }
    #expect(isClose(wald, 0.866, 3))
  }

  @Test func differencesOfShares() {
    let rate = Calibration.share("newcombe_coverage") { random in
      let (a, b) = (
        Calibration.successes(30, 0.3, &random), Calibration.successes(30, 0.5, &random)
      )
      let test = TwoProportions(base: (a, 30), other: (b, 30))
      return test.difference.interval?.contains(0.2) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func lifts() {
    let rate = Calibration.share("katz_coverage") { random in
      let (a, b) = (
        Calibration.successes(60, 0.3, &random), Calibration.successes(60, 0.45, &random)
      )
      return TwoProportions(base: (a, 60), other: (b, 60)).lift.interval?.contains(0.5) ?? true
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func means() {
    let rate = Calibration.share("mean_coverage") { random in
      Estimate.mean(of: Calibration.normals(30, deviation: 4, &random)).interval?.contains(0)
        ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func differencesOfMeans() {
    let rate = Calibration.share("welch_coverage") { random in
      let test = MeanDifference(
        base: Moments(Calibration.normals(30, &random)),
        other: Moments(Calibration.normals(30, deviation: 2, &random).map { $0 + 1 }))
      return test.difference.interval?.contains(1) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func ratiosOfSums() {
    let rate = Calibration.share("ratio_coverage") { random in
      var sums = PairSums()
      for _ in 0..<30 {
        let x = Int64(20 + random.below(80))
        sums.add(x: x, y: Int64(Calibration.successes(Int(x), 0.2, &random)))
      }
      return Estimate.ratio(sums).interval?.contains(0.2) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func counts() {
    for mean in [1.0, 4, 12] {
      let coverage = NeumaierSum.of(
        (0...100).map { count in
          Estimate.rate(count).interval?.contains(mean) ?? false
            ? fupan_poisson_pmf(Double(count), mean) : 0
        })
      #expect(coverage >= 0.95, "\(mean): \(coverage)")
    }
  }

  @Test func medians() {
    let rate = Calibration.share("median_coverage") { random in
      Estimate.quantile(Fraction(1, over: 2), of: Calibration.normals(30, &random)).interval?
        .contains(0) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func recommendation() {
    let rate = Calibration.share("nps_coverage") { random in
      var counts = [0, 0, 0]
      for _ in 0..<30 {
        let draw = random.unit()
        counts[draw < 0.5 ? 0 : draw < 0.8 ? 1 : 2] += 1
      }
      let score = NetPromoterScore(
        promoters: counts[0], passives: counts[1], detractors: counts[2])
      return score.score.interval?.contains(30) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }
}
