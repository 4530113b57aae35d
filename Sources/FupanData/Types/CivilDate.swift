/// A day of the Gregorian calendar, without a time zone.
///
/// Conversions follow the proleptic calendar with exact integer arithmetic
/// (Hinnant 2013, chrono-compatible low-level date algorithms).
package struct CivilDate: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The day, or nil where the calendar has none such (2026-02-30).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(month, ofYear: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Reads `2026-04-24` strictly, or nil.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 10 else { return nil }
    var parts = [0, 0, 0]
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        let part = index < 4 ? 0 : index < 7 ? 1 : 2
        parts[part] = parts[part] * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  /// Days since 1970-01-01.
  package var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 1 for Monday … 7 for Sunday.
  package var weekday: Int { CivilDate.weekday(daysSinceEpoch: daysSinceEpoch) }

  /// 1 for Monday … 7 for Sunday.
  package static func weekday(daysSinceEpoch: Int) -> Int {
    let index = (daysSinceEpoch + 3) % 7
    return (index < 0 ? index + 7 : index) + 1
  }

  /// The ISO 8601 week and the year it belongs to: 2024-12-30 is in week 1 of 2025.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = CivilDate(daysSinceEpoch: daysSinceEpoch - weekday + 4)
    let first = CivilDate(year: thursday.year, month: 1, day: 1)?.daysSinceEpoch ?? 0
    return (thursday.year, (thursday.daysSinceEpoch - first) / 7 + 1)
  }

  /// How many days a month has.
  package static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-04-24`.
  package var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends ``description`` as ASCII.
  package func append(to bytes: inout [UInt8]) {
    if year < 0 { bytes.append(UInt8(ascii: "-")) }
    DecimalText.appendDigits(UInt64(year.magnitude), atLeast: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    DecimalText.appendDigits(UInt64(month), atLeast: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    DecimalText.appendDigits(UInt64(day), atLeast: 2, to: &bytes)
  }
}
