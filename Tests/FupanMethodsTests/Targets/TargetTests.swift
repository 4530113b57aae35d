import FupanMethods
import Testing

@Suite struct TargetTests {
  @Test("EX-4.1: 43 of 1000 is red and inconclusive")
  func aMissedRateIsRedAndInconclusive() {
    let assessment = TargetAssessment(
      actual: .proportion(43, of: 1000), target: 0.05, direction: .up, baseline: 0.03, minN: 30,
      thresholds: .init(progress: 0.80))
    #expect(isClose(assessment.attainment.attainment, 0.86, 12))
    #expect(isClose(assessment.attainment.progress, 0.65, 12))
    #expect(assessment.status == .red)
    #expect(assessment.certainty == .inconclusive)
    #expect(isClose(Interval.wilson(successes: 43, trials: 1000), 0.032079, 0.057419, 6))
    #expect(Interval.wilson(successes: 43, trials: 1000)?.contains(0.05) == true)
  }

  @Test("EX-4.1: 62 of 1000 is met and inconclusive")
  func aMetRateMayStillBeInconclusive() {
    let actual = Estimate.proportion(62, of: 1000)
    let assessment = TargetAssessment(actual: actual, target: 0.05, direction: .up, minN: 30)
    #expect(assessment.status == .green)
    #expect(assessment.certainty == .inconclusive)
    #expect(isClose(actual.interval, 0.048664, 0.078688, 6))
    let sure = TargetAssessment(
      actual: .proportion(90, of: 1000), target: 0.05, direction: .up)
    #expect(sure.certainty == .certain)
  }

  @Test("EX-4.1: CPE 23.5 against 20")
  func costsCountDownwards() {
    let assessment = TargetAssessment(
      actual: Estimate(23.5, n: 40), target: 20, direction: .down)
    #expect(isClose(assessment.attainment.attainment, 0.851064, 6))
    #expect(assessment.status == .red)
    #expect(assessment.attainment.gap == 3.5 && assessment.attainment.goodGap == -3.5)
    let free = Attainment(actual: 0, target: 20, direction: .down)
    #expect(free.isMet == true && free.attainment == nil)
  }

  @Test("EX-4.1: 430 after 12 of 30 days project to 1075")
  func cumulativeCountsProjectAtTheirRunRate() {
    let assessment = TargetAssessment(
      actual: Estimate(430, n: 430), target: 1000, direction: .up, elapsed: 12.0 / 30,
      isCumulative: true)
    #expect(isClose(assessment.projection, 1075, 9))
    #expect(assessment.pace == 400)
    #expect(assessment.status == .pendingOnTrack)
    let early = TargetAssessment(
      actual: Estimate(30, n: 30), target: 1000, direction: .up, elapsed: 0.1, isCumulative: true)
    #expect(early.projection == nil)
    #expect(early.status == .red)
  }

  @Test func eightOfAHundredMeetsEightPercent() {
    #expect(Attainment(actual: 8.0 / 100, target: 0.08, direction: .up).isMet == true)
    #expect(Attainment(actual: 0.1 + 0.2, target: 0.3, direction: .down).isMet == true)
    #expect(Attainment(actual: 0.0799999, target: 0.08, direction: .up).isMet == false)
  }

  @Test func moneyIsMetToTheCent() {
    let goal = ScaledInteger(1_000_000_000_000_00, scale: 2)
    let actual = Estimate.total(ScaledInteger(999_999_999_999_99, scale: 2), n: 9)
    let short = TargetAssessment(
      actual: actual, target: goal.doubleValue, exactTarget: goal, direction: .up)
    #expect(short.attainment.isMet == false)
    #expect(short.status == .amber)
    let met = TargetAssessment(
      actual: .total(goal, n: 9), target: goal.doubleValue, exactTarget: goal, direction: .up)
    #expect(met.status == .green)
  }

  @Test func amberIsNearlyMet() {
    func status(_ value: Double, baseline: Double? = nil) -> Status {
      TargetAssessment(
        actual: Estimate(value, n: 50), target: 100, direction: .up, baseline: baseline
      ).status
    }
    #expect(status(90) == .amber)
    #expect(status(89.9) == .red)
    #expect(status(89.9, baseline: 20) == .amber)
  }

  @Test func greyWithoutAValueOrEnoughObservations() {
    let few = TargetAssessment(
      actual: .proportion(20, of: 29), target: 0.5, direction: .up, minN: 30)
    #expect(few.status == .grey)
    let none = TargetAssessment(
      actual: Estimate(none: .zeroDenominator), target: 0.5, direction: .up)
    #expect(none.status == .grey)
    #expect(none.certainty == nil && none.attainment.isMet == nil)
  }

  @Test func aBandIsMetInside() {
    let band = Direction.band(lower: 0.2, upper: 0.4)
    #expect(Attainment(actual: 0.4, target: 0.3, direction: band).isMet == true)
    let above = Attainment(actual: 0.5, target: 0.3, direction: band)
    #expect(above.isMet == false && above.attainment == nil)
    #expect(isClose(above.gap, 0.1, 12))
    #expect(isClose(above.goodGap, -0.1, 12))
    #expect(
      TargetAssessment(actual: Estimate(0.5, n: 9), target: 0.3, direction: band).status == .red)
  }

  @Test("EX-4.3: an index of 90.8")
  func indexWeighsCappedAttainments() {
    let index = CompositeIndex(weights: [0.5, 0.3, 0.2], attainments: [1.10, 0.86, 0.50])
    #expect(isClose(index?.index.value, 90.8, 9))
    #expect(CompositeIndex(weights: [0.5, 0.5], attainments: [2, 1])?.index.value == 110)
    #expect(CompositeIndex(weights: [0.5, 0.4], attainments: [1, 1]) == nil)
    let partial = CompositeIndex(weights: [0.7, 0.3], attainments: [1, nil])
    #expect(partial?.index.value == 100)
    #expect(partial?.components == [100, nil])
    #expect(
      CompositeIndex(weights: [0.6, 0.4], attainments: [1, nil])?.index.reason == .tooFew)
  }
}
