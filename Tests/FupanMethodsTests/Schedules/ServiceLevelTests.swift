import FupanMethods
import Testing

@Suite struct ServiceLevelTests {
  private let minutes = [5.0, 8, 12, 14, 15, 16, 20, 45, 130, 200]

  @Test("EX-23.1: hit rate and percentiles of closed cases")
  func closedCases() {
    let level = ServiceLevel(minutes.map { .closed($0) }, limit: 15)
    #expect(level.n == 10 && level.hits == 5 && level.pending == 0)
    #expect(level.hitRate.value == 0.5)
    #expect(isClose(level.hitRate.interval, 0.236593, 0.763407, 6))
    #expect(level.median.value == 15.5)
    #expect(isClose(level.p90.value, 137, 9), "the nearest rank would say 130")
    #expect(level.p90.flags.contains(.lowN))
    #expect(level.breaches == [9, 8, 7, 6, 5])
    #expect(level.survivalMedian == nil && level.longest == 200)
  }

  @Test func openCasesArePendingUntilTheyAreLate() {
    let level = ServiceLevel(
      [.closed(10), .closed(15), .open(14), .open(40), .closed(-3)], limit: 15)
    #expect(level.n == 4 && level.anomalies == 1)
    #expect(level.hits == 2 && level.pending == 1)
    #expect(level.hitRate.n == 3 && level.hitRate.numerator == 2)
    #expect(level.breaches == [3])
    #expect(level.median.value == 12.5)
    // Open ones count as still running: half are closed at 15 minutes, and 90 % never.
    #expect(level.survivalMedian?.value == 15)
    #expect(level.survivalP90?.reason == .notObserved)
  }

  @Test func withoutCasesThereIsNoRate() {
    let none = ServiceLevel([], limit: 15)
    #expect(none.hitRate.reason == .zeroDenominator || none.hitRate.reason == .empty)
    #expect(none.median.reason == .empty && none.breaches.isEmpty)
  }

  @Test func businessHoursLeaveOutNightsAndHolidays() {
    let hour: Int64 = 3_600_000_000
    let day = 24 * hour
    // 1970-01-01 was a Thursday.
    let clock = BusinessClock(
      opens: 9 * 3600, closes: 18 * 3600, closedWeekdays: [6, 7], holidays: [4])
    #expect(clock.seconds(from: 17 * hour, to: day + 10 * hour) == 7200)
    // Friday 17:00 to Tuesday 10:00, with the Monday off.
    #expect(clock.seconds(from: day + 17 * hour, to: 5 * day + 10 * hour) == 7200)
    #expect(clock.seconds(from: 20 * hour, to: 22 * hour) == 0)
    #expect(clock.seconds(from: 12 * hour, to: 10 * hour) == -7200)
  }
}
