import FupanMethods
import Testing

@Suite struct SpreadVelocityTests {
  private let minutes: [Int64] = [0, 5, 9, 20, 31, 32, 33, 40, 58, 61, 64, 90, 95, 118]

  @Test("EX-20.7: the busiest hour of a post") func theBusiestHour() {
    let spread = SpreadVelocity(minutes, window: 60, limit: 9)
    #expect(spread.peak == 10)
    #expect(spread.peakStart == 5 && spread.peakEnd == 64)
    #expect(spread.crossing == 64)
  }

  @Test func theOrderOfRowsDoesNotShow() {
    #expect(
      SpreadVelocity(minutes.reversed(), window: 60, limit: 9)
        == SpreadVelocity(minutes, window: 60, limit: 9))
  }

  @Test func windowsAreHalfOpen() {
    #expect(SpreadVelocity([0, 60], window: 60, limit: 1).peak == 1)
    #expect(SpreadVelocity([0, 59], window: 60, limit: 1).crossing == 59)
  }

  @Test func nothingSpreadsNowhere() {
    let none = SpreadVelocity([], window: 60, limit: 0)
    #expect(none.peak == 0 && none.peakStart == nil && none.crossing == nil)
    #expect(none.doubling == nil)
    let once = SpreadVelocity([7, 7, 7], window: 60, limit: 3)
    #expect(once.peak == 3 && once.crossing == nil && once.doubling == nil)
  }

  @Test func doublingIsFoundInGrowth() throws {
    // The count doubles every ten minutes: 2^(t/10) at t = 10·log2(k).
    let times: [Int64] = [0, 10, 16, 20, 23, 26, 28, 30]
    let doubling = try #require(SpreadVelocity(times, window: 60, limit: 100).doubling)
    #expect(abs(doubling - 10) < 0.3)
  }

  @Test func aSlidingMaximumAgreesWithCounting() {
    var random = Xoshiro256(seed: 5)
    for _ in 0..<200 {
      let times = (0..<random.below(40)).map { _ in Int64(random.below(200)) }
      let spread = SpreadVelocity(times, window: 30, limit: 4)
      let counted = times.map { start in times.count { $0 >= start && $0 < start + 30 } }
      #expect(spread.peak == counted.max() ?? 0)
      #expect((spread.crossing != nil) == (spread.peak > 4))
    }
  }
}
