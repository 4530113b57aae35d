import FupanMethods
import Testing

/// Under no effect a test at 5 % rejects in 4 to 6 % of samples, a conservative one in no more.
@Suite struct RejectionTests {
  @Test func twoProportions() {
    let rate = Calibration.share("two_proportions") { random in
      let (a, b) = (
        Calibration.successes(300, 0.3, &random), Calibration.successes(200, 0.3, &random)
      )
      return (TwoProportions(base: (a, 300), other: (b, 200)).p ?? 1) < 0.05
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func theArrowShowsAsOftenAsTheTest() {
    let rate = Calibration.share("newcombe") { random in
      let (a, b) = (
        Calibration.successes(300, 0.3, &random), Calibration.successes(200, 0.3, &random)
      )
      return TwoProportions(base: (a, 300), other: (b, 200)).isSignificant
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func fisherIsSafe() {
    let rate = Calibration.share("fisher") { random in
      let (a, b) = (
        Calibration.successes(30, 0.08, &random), Calibration.successes(30, 0.08, &random)
      )
      return FisherExact.twoSidedP(a, 30 - a, b, 30 - b) < 0.05
    }
    #expect(Calibration.isSafe(rate), "\(rate)")
  }

  @Test func welchWithUnequalSpread() {
    let rate = Calibration.share("welch") { random in
      let test = MeanDifference(
        base: Moments(Calibration.normals(30, &random)),
        other: Moments(Calibration.normals(20, deviation: 3, &random)))
      return (test.p ?? 1) < 0.05
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func ranks() {
    let rate = Calibration.share("ranks") { random in
      let test = MannWhitney(
        base: Calibration.normals(30, &random), other: Calibration.normals(25, &random))
      return (test.p ?? 1) < 0.05
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func ranksWithManyTiesAreSafe() {
    let rate = Calibration.share("ties") { random in
      let test = MannWhitney(
        base: (0..<30).map { _ in Double(random.below(5)) },
        other: (0..<30).map { _ in Double(random.below(5)) })
      return (test.p ?? 1) < 0.05
    }
    #expect(Calibration.isSafe(rate), "\(rate)")
  }

  @Test func theSplitOfUnits() {
    let rate = Calibration.share("split") { random in
      let first = Calibration.successes(400, 0.5, &random)
      return (SampleRatio(counts: [first, 400 - first]).p ?? 1) < 0.05
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func clusteredRatios() {
    let rate = Calibration.share("ratios") { random in
      func sample(_ random: inout Xoshiro256) -> PairSums {
        var sums = PairSums()
        for _ in 0..<60 {
          let x = Int64(20 + random.below(80))
          // Each cluster has a rate of its own, so that its events go together.
          let own = 0.05 + 0.1 * random.unit()
          sums.add(x: x, y: Int64(Calibration.successes(Int(x), own, &random)))
        }
        return sums
      }
      return (MeanDifference(base: sample(&random), other: sample(&random)).p ?? 1) < 0.05
    }
    #expect(Calibration.isHonest(rate), "\(rate)")
  }

  @Test func severalVariantsTogetherAreSafe() {
    let rate = Calibration.share("holm") { random in
      let control = Calibration.successes(300, 0.3, &random)
      let p = (0..<4).map { _ in
        TwoProportions(
          base: (control, 300), other: (Calibration.successes(300, 0.3, &random), 300)
        ).p
      }
      return MultipleTesting.holm(p).contains { ($0 ?? 1) < 0.05 }
    }
    #expect(Calibration.isSafe(rate), "\(rate)")
  }

  /// Newey–West errors are small in short series: half a year of days keeps the promise, the shortest
  /// series that is allowed rejects up to three times as often, which its reader is told.
  @Test func stepsInADailySeries() {
    let samples = max(300, Calibration.samples / 10)
    let long = Calibration.share("steps", samples: samples) { random in
      let days = Calibration.normals(180, &random)
      return ((try? InterruptedSeries(days, change: 90, triesPlacebos: false))?.level.p ?? 1) < 0.05
    }
    #expect(long < 0.10, "\(long)")
    let short = Calibration.share("short_steps", samples: samples) { random in
      let days = Calibration.normals(28, &random)
      return ((try? InterruptedSeries(days, change: 14, triesPlacebos: false))?.level.p ?? 1) < 0.05
    }
    #expect(short < 0.25, "\(short)")
  }
}
