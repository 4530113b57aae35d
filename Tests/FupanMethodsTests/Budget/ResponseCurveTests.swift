import FupanMethods
import Glibc
import Testing

@Suite struct ResponseCurveTests {
  private let days: [(Double, Double)] = [
    (100, 10), (120, 11), (150, 14), (200, 16), (220, 18), (300, 21), (310, 20), (400, 23),
    (420, 24), (500, 25),
  ]

  @Test("EX-13.3: the elasticity, and the next result's cost beside the average")
  func elasticity() throws {
    let curve = try #require(ResponseCurve(days.map { (spending: $0.0, value: $0.1) }))
    #expect(isClose(curve.beta.value, 0.57859241, 8))
    #expect(isClose(curve.beta.interval, 0.502666, 0.654519, 6))
    #expect(isClose(curve.k, 0.73189158, 8))
    #expect(isClose(curve.marginalCost(at: 500), 32.4001, 4))
    let average = 500 / (curve.k * pow(500, curve.beta.value ?? 0))
    #expect(isClose(average, 18.7465, 4))
    #expect(curve.isUsable && curve.observed == 100...500)
  }

  @Test("EX-13.3: bands of spending, pooled where they fall")
  func bands() throws {
    let found = try #require(SpendingBands(days.map { (spending: $0.0, results: $0.1) }))
    #expect(found.bands.map { $0.spending } == [110, 175, 260, 355, 460])
    #expect(found.bands.map { $0.results } == [10.5, 15, 19.5, 21.5, 24.5])
    for (cost, expected) in zip(found.rawCosts, [14.4444, 18.8889, 47.5, 35]) {
      #expect(isClose(cost, expected, 4))
    }
    for (cost, expected) in zip(found.marginalCosts, [14.4444, 18.8889, 40, 40]) {
      #expect(isClose(cost, expected, 4))
    }
  }

  @Test func whatSaysNothingGivesNoCurve() {
    #expect(ResponseCurve([]) == nil)
    #expect(ResponseCurve([(1, 1), (1, 2), (1, 3)]) == nil)
    #expect(ResponseCurve([(1, 0), (2, 0), (3, 0)]) == nil)
    #expect(SpendingBands(days.prefix(9).map { (spending: $0.0, results: $0.1) }) == nil)
    let flat = SpendingBands((0..<10).map { (spending: Double($0 + 1), results: 5) })
    #expect(flat?.marginalCosts == [nil, nil, nil, nil])
  }

  /// Twelve days of a channel that earns k·s^β within a few per cent.
  private func channel(
    _ current: Int128, k: Double, beta: Double, seed: UInt64
  ) -> BudgetProposal.Channel {
    var random = Xoshiro256(seed: seed)
    return BudgetProposal.Channel(
      current: current,
      observations: (0..<12).map { day in
        let spending = Double(current) / 100 * (0.7 + 0.05 * Double(day))
        return (spending, k * pow(spending, beta) * (0.98 + 0.04 * random.unit()))
      })
  }

  @Test func curvesMoveMoneyToTheHigherMarginalReturn() throws {
    let found = try #require(
      BudgetProposal(
        [
          channel(5000_00, k: 60, beta: 0.6, seed: 1), channel(3000_00, k: 25, beta: 0.7, seed: 2),
          channel(2000_00, k: 90, beta: 0.5, seed: 3),
        ], scale: 2))
    #expect(found.lines.allSatisfy { $0.evidence == .model })
    #expect(found.lines.reduce(0) { $0 + $1.proposed } == 10_000_00)
    #expect(found.lines[1].proposed == 3600_00 && found.lines[2].proposed == 1600_00)
    #expect(found.isRecommended)
  }

  @Test func withoutCurvesMoneyMovesInSteps() throws {
    let few = [(spending: 100.0, value: 10.0), (spending: 130.0, value: 10.0)]
    let many = [(spending: 80.0, value: 40.0), (spending: 140.0, value: 40.0)]
    let found = try #require(
      BudgetProposal(
        [
          .init(current: 100_00, observations: few), .init(current: 100_00, observations: many),
        ], scale: 2))
    // A step is 5 % of 200; both may move by 20 at most, and the first has been seen at 100 or more.
    #expect(found.lines.map { $0.proposed } == [100_00, 100_00])
    let wider = [(spending: 70.0, value: 7.0), (spending: 130.0, value: 13.0)]
    let moved = try #require(
      BudgetProposal(
        [
          .init(current: 100_00, observations: wider), .init(current: 100_00, observations: many),
        ], scale: 2))
    #expect(moved.lines.map { $0.evidence } == [.average, .average])
    #expect(moved.lines.reduce(0) { $0 + $1.proposed } == 200_00)
    #expect(!moved.isRecommended)
    #expect(BudgetProposal([], scale: 2) == nil)
  }
}
