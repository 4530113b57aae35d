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

  @Test func sharesOfSurvivors() {
    let rate = Calibration.share("survivor_coverage") { random in
      var counts: [Double: (left: Int, seen: Int)] = [:]
      for _ in 0..<30 {
        // Half have left by day 10; the data ends for some before.
        let (leaves, ends) = (1 + random.below(20), 5 + random.below(20))
        let time = Double(min(leaves, ends))
        if leaves <= ends {
          counts[time, default: (0, 0)].left += 1
        } else {
          counts[time, default: (0, 0)].seen += 1
        }
      }
      let curve = SurvivalCurve(
        counts: counts.keys.sorted().map { ($0, counts[$0]?.left ?? 0, counts[$0]?.seen ?? 0) })
      return curve.points.last { $0.time <= 10 }?.share.interval?.contains(0.5) ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  @Test func weightedShares() {
    let rate = Calibration.share("weighted_coverage") { random in
      var (weights, yes) = ([Double](), 0.0)
      for _ in 0..<80 {
        let weight = random.below(2) == 0 ? 0.6 : 1.4
        weights.append(weight)
        if random.below(10) < 3 { yes += weight }
      }
      return Estimate.proportion(weight: yes, in: WeightSums(weights)).interval?.contains(0.3)
        ?? false
    }
    #expect(Calibration.covers(rate), "\(rate)")
  }

  /// 200 draws for each sample, so there are fewer samples.
  @Test func creditsOfChannels() {
    let samples = max(300, Calibration.samples / 20)
    let rate = Calibration.share("credit_coverage", samples: samples) { random in
      // Half of the money goes to one of two channels.
      let persons = (0..<60).map { _ in
        [[CreditBootstrap.Credit(channel: random.below(2), amount: Int64(50 + random.below(100)))]]
      }
      let found = CreditBootstrap.rules(persons, rules: 1, channels: 3)[0][0]
      return found.share?.contains(0.5) ?? false
    }
    #expect(rate >= 0.93 - Calibration.slack(samples), "\(rate)")
  }

  @Test func sumsOfWhatWasEarned() {
    let samples = max(100, Calibration.samples / 40)
    let rate = Calibration.share("sum_coverage", samples: samples) { random in
      let values = (0..<30).map { _ in (value: 100 + 20 * random.normal(), count: 1) }
      // 2,000 draws are off by up to a point and a half; other draws each time are as good as all.
      return Interval.ofSum(values, name: "sum \(random.next())")?.contains(3000) ?? false
    }
    #expect(rate >= 0.93 - Calibration.slack(samples), "\(rate)")
  }

  @Test func differencesOfUnits() {
    let samples = max(250, Calibration.samples / 20)
    let rate = Calibration.share("unit_coverage", samples: samples) { random in
      let change = ComparedChange.difference(
        treated: Calibration.normals(15, &random).map { $0 + 2 },
        control: Calibration.normals(15, &random), replicates: 199)
      return change.difference.interval?.contains(2) ?? false
    }
    #expect(rate >= 0.93 - Calibration.slack(samples), "\(rate)")
  }
}
