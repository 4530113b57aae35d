import FupanConfig
import FupanData

/// The days of a change: those before, those after, and those in which a dip is looked for.
struct ChangeDays: Sendable {
  let before: ClosedRange<Int>
  /// Empty where the change is still to come.
  let after: Range<Int>
  let dip: Range<Int>
  /// Whether not all days after are known yet.
  let isPartial: Bool

  init(_ before: DateRange, _ after: DateRange, dipDays: Int, asOf: CivilDate?) {
    self.before = before.first.daysSince1970...before.last.daysSince1970
    let (first, end) = (after.first.daysSince1970, after.last.daysSince1970 + 1)
    let known = (asOf?.daysSinceEpoch ?? end + dipDays) + 1
    self.after = first..<max(first, min(end, known))
    dip = end..<max(end, min(end + dipDays, known))
    isPartial = known < end
  }

  var last: Int { max(after.upperBound, dip.upperBound) - 1 }

  /// Whether both sides have the same mix of weekdays.
  var haveEqualWeekdays: Bool {
    func counts(_ days: some Sequence<Int>) -> [Int] {
      var counts = [Int](repeating: 0, count: 7)
      for day in days { counts[(day % 7 + 7) % 7] += 1 }
      return counts
    }
    let (left, right) = (counts(before), counts(after))
    return zip(left, right).allSatisfy { $0 * after.count == $1 * before.count }
  }
}
