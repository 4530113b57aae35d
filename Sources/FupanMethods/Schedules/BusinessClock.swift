/// A clock that runs in opening hours only.
///
/// Times are microseconds of the local calendar since 1970, as a wall clock shows them.
///
///     BusinessClock(opens: 9 * 3600, closes: 18 * 3600, holidays: [20_193]).seconds(from: …, to: …)
package struct BusinessClock: Equatable, Sendable {
  /// Seconds after midnight.
  package let opens: Int64
  package let closes: Int64
  /// ISO weekdays without hours, Monday 1.
  package let closedWeekdays: Set<Int>
  /// Days since 1970 without hours.
  package let holidays: Set<Int64>

  package init(
    opens: Int64, closes: Int64, closedWeekdays: Set<Int> = [], holidays: Set<Int64> = []
  ) {
    self.opens = opens
    self.closes = closes
    self.closedWeekdays = closedWeekdays
    self.holidays = holidays
  }

  /// Seconds of opening hours between two instants; negative where the second comes first.
  package func seconds(from start: Int64, to end: Int64) -> Double {
    guard start <= end else { return -seconds(from: end, to: start) }
    let day: Int64 = 86_400_000_000
    func floorDay(_ time: Int64) -> Int64 { time >= 0 ? time / day : -((day - 1 - time) / day) }
    var sum: Int64 = 0
    var date = floorDay(start)
    let last = floorDay(end)
    while date <= last {
      if isOpen(date) {
        let from = max(start, date * day + opens * 1_000_000)
        let to = min(end, date * day + closes * 1_000_000)
        if to > from { sum += to - from }
      }
      date += 1
    }
    return Double(sum) / 1e6
  }

  private func isOpen(_ date: Int64) -> Bool {
    // 1970-01-01 was a Thursday.
    let weekday = Int(((date % 7) + 7 + 3) % 7) + 1
    return !closedWeekdays.contains(weekday) && !holidays.contains(date)
  }
}
