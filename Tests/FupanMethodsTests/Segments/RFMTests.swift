import FupanMethods
import Testing

@Suite struct RFMTests {
  /// Ten customers as of 2024-04-01.
  private let ten = RFMPopulation(
    recencyDays: [2, 4, 51, 87, 17, 133, 31, 99, 36, 182],
    frequency: [12, 1, 5, 1, 3, 8, 1, 1, 2, 1],
    monetary: [2400, 80, 900, 60, 420, 1500, 200, 45, 310, 120])

  @Test("EX-6.1: quintile cuts, scores and both maps of ten customers")
  func quintilesMatchTheWorkedExample() throws {
    let rfm = try RFM.scored(ten, minimum: 1).get()
    let days = rfm.cuts.recencyDays
    for (cut, expected) in zip(days, [14.4, 34.0, 65.4, 105.8]) {
      #expect(isClose(cut, expected, 9))
    }
    for (cut, expected) in zip(rfm.cuts.frequency, [1.0, 1.0, 2.4, 5.6]) {
      #expect(isClose(cut.doubleValue(), expected, 9))
    }
    for (cut, expected) in zip(rfm.cuts.monetary, [76.0, 168, 354, 1020]) {
      #expect(isClose(cut.doubleValue(), expected, 9))
    }
    #expect(rfm.recency == [5, 5, 3, 2, 4, 1, 4, 2, 3, 1])
    #expect(rfm.frequency == [5, 1, 4, 1, 4, 5, 1, 1, 3, 1])
    #expect(rfm.monetary == [5, 2, 4, 1, 4, 5, 3, 1, 3, 2])
    #expect(rfm.fm == [5, 2, 4, 1, 4, 5, 2, 1, 3, 2])
    #expect(
      rfm.tier11 == [
        .champions, .potentialLoyalist, .loyalCustomers, .hibernating, .champions,
        .cannotLoseThem, .potentialLoyalist, .hibernating, .loyalCustomers, .lost,
      ])
    #expect(
      rfm.tier8.map { $0.name.chinese } == [
        "重要价值客户", "一般发展客户", "重要保持客户", "一般挽留客户", "重要价值客户", "重要保持客户", "一般发展客户",
        "一般挽留客户", "一般保持客户", "一般挽留客户",
      ])
    #expect(rfm.meanScores == (3.0, 2.6, 3.0))
    #expect(rfm.binSizes.frequency == [5, 0, 1, 2, 2])
    #expect(rfm.flags == .mergedBins)
    #expect(rfm.n == 10)
  }

  @Test func tooFewPersonsAreRefused() {
    #expect(RFM.scored(ten) == .failure(MethodFailure(.tooFew)))
    let none = RFMPopulation(recencyDays: [], frequency: [], monetary: [])
    #expect(RFM.scored(none) == .failure(MethodFailure(.empty)))
  }

  @Test func weightsStandForPersons() throws {
    let rows = try RFM.scored(ten, minimum: 1).get()
    let doubled = RFMPopulation(
      recencyDays: ten.recencyDays + ten.recencyDays, frequency: ten.frequency + ten.frequency,
      monetary: ten.monetary + ten.monetary)
    var weighted = ten
    weighted.weights = Array(repeating: 2, count: 10)
    let long = try RFM.scored(doubled).get()
    let short = try RFM.scored(weighted).get()
    #expect(short.cuts == long.cuts)
    #expect(short.binSizes == long.binSizes)
    #expect(short.recency == Array(long.recency.prefix(10)))
    #expect(short.n == 20 && rows.n == 10)
  }

  @Test func ranksSplitTiesIntoBinsOfEqualSize() throws {
    let rfm = try RFM.scored(ten, minimum: 1, ties: .rank).get()
    #expect(rfm.binSizes.recency == [2, 2, 2, 2, 2])
    #expect(rfm.binSizes.frequency == [2, 2, 2, 2, 2])
    #expect(rfm.flags == [])
    // One order each: by money 45, 60 · 80, 120 · 200, and then the customer with two orders.
    #expect(rfm.frequency == [5, 2, 4, 1, 4, 5, 3, 1, 3, 2])
    var weighted = ten
    weighted.weights = Array(repeating: 3, count: 10)
    #expect(RFM.scored(weighted, ties: .rank) == .failure(MethodFailure(.undefined)))
  }

  @Test func moneyInAnotherUnitChangesNoTier() throws {
    let plain = try RFM.scored(ten, minimum: 1).get()
    let scaled = RFMPopulation(
      recencyDays: ten.recencyDays, frequency: ten.frequency,
      monetary: ten.monetary.map { $0 * 100 })
    let hundredfold = try RFM.scored(scaled, minimum: 1).get()
    #expect(hundredfold.tier11 == plain.tier11 && hundredfold.tier8 == plain.tier8)
    let revenue = zip(hundredfold.elevenTiers(of: scaled), plain.elevenTiers(of: ten))
    #expect(revenue.allSatisfy { $0.revenue == 100 * $1.revenue })
  }

  @Test func frozenCutsScoreANewPeriod() throws {
    let cuts = try RFM.scored(ten, minimum: 1).get().cuts
    let later = RFMPopulation(recencyDays: [14, 15], frequency: [6, 5], monetary: [1021, 1020])
    let rfm = RFM(later, cuts: cuts)
    #expect(rfm.recency == [5, 4] && rfm.frequency == [5, 4] && rfm.monetary == [5, 4])
  }

  @Test func fixedCutsAreInPeoplesUnits() {
    let cuts = RFMCuts.fixed(days: [90, 60, 30, 7], orders: [1, 2, 4, 8], money: [1, 2, 3, 4])
    let people = RFMPopulation(
      recencyDays: [6, 7, 90, 91], frequency: [9, 1, 2, 8], monetary: [5, 4, 1, 0])
    let rfm = RFM(people, cuts: cuts, high: .fixed(recency: 3, frequency: 3, monetary: 3))
    #expect(rfm.recency == [5, 4, 1, 1])
    #expect(rfm.frequency == [5, 1, 2, 4])
    #expect(rfm.monetary == [5, 4, 1, 1])
    #expect(rfm.tier8 == [.importantValue, .importantDevelop, .generalRetain, .generalKeep])
  }

  @Test func equalPersonsMergeIntoOneBin() throws {
    let same = RFMPopulation(
      recencyDays: Array(repeating: 3, count: 30), frequency: Array(repeating: 1, count: 30),
      monetary: Array(repeating: 500, count: 30))
    let rfm = try RFM.scored(same).get()
    #expect(Set(rfm.recency) == [1])
    #expect(rfm.flags == .mergedBins)
    #expect(Set(rfm.tier8) == [.generalRetain])
  }

  @Test func medianOfScoresSplitsHighFromLow() throws {
    let rfm = try RFM.scored(ten, minimum: 1, high: .medianOfScores).get()
    // Median scores: R 3, F 2, M 3.
    #expect(rfm.tier8[0] == .importantValue)
    #expect(rfm.tier8[8] == .generalKeep)
  }

  @Test func tiersAddUpToThePopulation() throws {
    let rfm = try RFM.scored(ten, minimum: 1).get()
    let eleven = rfm.elevenTiers(of: ten)
    #expect(eleven.map { $0.persons } == [2, 1, 0, 2, 0, 0, 2, 0, 0, 2, 1])
    #expect(eleven[0].revenue == 2820)
    #expect(eleven[0].medianRecency == 9.5)
    #expect(isClose(eleven[0].revenueShare, 2820.0 / 6035, 12))
    #expect(eleven[2].medianRecency == nil)
    let eight = rfm.eightTiers(of: ten)
    #expect(eight.reduce(0) { $0 + $1.persons } == 10)
    #expect(eight.reduce(0) { $0 + $1.revenue } == 6035)
    #expect(eight[7].persons == 3)
  }

  @Test func everyPairOfScoresHasATier() {
    var sizes: [RFMTier11: Int] = [:]
    for r in 1...5 {
      for fm in 1...5 { sizes[RFMTier11(recency: r, fm: fm), default: 0] += 1 }
    }
    #expect(RFMTier11.allCases.map { sizes[$0] ?? 0 } == [4, 2, 4, 5, 1, 1, 2, 1, 1, 2, 2])
  }

  @Test func cutsCompareExactlyOnBothSidesOfZero() {
    let cut = QuantileCut(lower: -7, upper: -5, weight: Fraction(2, over: 5))  // −6.2
    #expect(cut.isBelow(-6))
    #expect(!cut.isBelow(-7))
    let whole = QuantileCut(lower: 0, upper: 10, weight: Fraction(2, over: 5))
    #expect(!whole.isBelow(4) && whole.isBelow(5))
  }

  @Test func orderOfRowsDoesNotMatter() throws {
    var random = Xoshiro256(seed: 9)
    let count = 1000
    let days = (0..<count).map { _ in Int32(random.below(365)) }
    let orders = (0..<count).map { _ in Int32(random.below(12) + 1) }
    let money = (0..<count).map { _ in Int128(random.below(1_000_00)) }
    var order = Array(0..<count)
    random.shuffle(&order)
    let plain = try RFM.scored(
      RFMPopulation(recencyDays: days, frequency: orders, monetary: money)
    ).get()
    let mixed = try RFM.scored(
      RFMPopulation(
        recencyDays: order.map { days[$0] }, frequency: order.map { orders[$0] },
        monetary: order.map { money[$0] })
    ).get()
    #expect(mixed.tier11 == order.map { plain.tier11[$0] })
    #expect(mixed.tier8 == order.map { plain.tier8[$0] })
  }
}
