import FupanMethods
import Testing

/// The vital few and the trivial many.
@Suite struct ParetoTests {
  @Test func theHeaviestComeFirstWithRunningSums() throws {
    let pareto = try #require(Pareto([4500, 9800, 750]))
    #expect(pareto.rows.map { $0.index } == [1, 0, 2])
    #expect(pareto.rows.map { $0.running } == [9800, 14_300, 15_050])
    #expect(pareto.total == 15_050)
    // 9800 of 15050 are 65 %, with 4500 they are 95 %.
    #expect(pareto.vitalFew == 2)
  }

  @Test func exactlyFourFifthsAreMost() throws {
    let cents = try #require(
      Pareto([ScaledInteger(8000, scale: 2), ScaledInteger(20), ScaledInteger(0)]))
    #expect(cents.vitalFew == 1)
    #expect(cents.total == 100)
  }

  @Test func equalOnesKeepTheirOrder() throws {
    #expect(try #require(Pareto([1, 2, 2, 1])).rows.map { $0.index } == [1, 2, 0, 3])
  }

  @Test func nothingOrLessIsNoPareto() {
    #expect(Pareto([])?.rows == nil)
    #expect(Pareto([0, 0]) == nil)
    #expect(Pareto([3, -1]) == nil)
  }
}
