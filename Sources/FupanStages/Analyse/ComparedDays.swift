import FupanConfig
import FupanData
import FupanDiagnostics

/// The days of two periods that are compared; of a period that is not over, as many of the base.
struct ComparedDays {
  let current: DateRange
  let base: DateRange
  /// Whether the period is not over.
  let isPartial: Bool

  /// - Parameter asOf: the last day that is known.
  init(_ current: DateRange, base: DateRange, asOf: CivilDate?) {
    let elapsed = asOf.map { $0.daysSinceEpoch - current.first.daysSince1970 + 1 }
    guard let elapsed, elapsed < current.dayCount else {
      (self.current, self.base, isPartial) = (current, base, false)
      return
    }
    isPartial = true
    self.current = current.first(elapsed) ?? current
    self.base = base.first(elapsed) ?? base
  }
}

extension DateRange {
  /// The first so many days, or all where there are not as many; nil for none.
  func first(_ count: Int) -> DateRange? {
    guard count > 0 else { return nil }
    return DateRange(daysSince1970: first.daysSince1970, count: Swift.min(count, dayCount))
  }

  /// As many days right before.
  var previous: DateRange {
    DateRange(daysSince1970: first.daysSince1970 - dayCount, count: dayCount) ?? self
  }

  /// The same weekdays 364 days earlier; from 28 days on the same dates, 29 February being 28
  /// February.
  var aYearEarlier: DateRange {
    if dayCount < 28 {
      return DateRange(daysSince1970: first.daysSince1970 - 364, count: dayCount) ?? self
    }
    func earlier(_ day: DateLiteral) -> DateLiteral? {
      let date = CivilDate(daysSinceEpoch: day.daysSince1970)
      let last = CivilDate.daysInMonth(date.month, ofYear: date.year - 1)
      return CivilDate(year: date.year - 1, month: date.month, day: Swift.min(date.day, last))
        .flatMap { DateLiteral($0.description) }
    }
    guard let start = earlier(first), let end = earlier(last) else { return self }
    return DateRange(start, through: end) ?? self
  }

  private init?(daysSince1970 first: Int, count: Int) {
    guard let start = DateLiteral(CivilDate(daysSinceEpoch: first).description),
      let end = DateLiteral(CivilDate(daysSinceEpoch: first + count - 1).description)
    else { return nil }
    self.init(start, through: end)
  }
}
