extension Report {
  /// A calendar day, written `2026-04-10` in `report.json`.
  package struct Day: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// The day, or nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
      guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
        day <= Day.length(ofMonth: month, in: year)
      else { return nil }
      self.year = year
      self.month = month
      self.day = day
    }

    /// The day written `2026-04-10`, or nil where the text is anything else.
    package init?(_ text: some StringProtocol) {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
        parts[2].utf8.count == 2,
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
      else { return nil }
      self.init(year: year, month: month, day: day)
    }

    /// The day that many days after 1970-01-01.
    ///
    /// Source: Hinnant 2013, *chrono-compatible low-level date algorithms*, `civil_from_days`.
    package init(daysSinceEpoch days: Int) {
      let shifted = days + 719_468
      let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let shiftedMonth = (5 * dayOfYear + 2) / 153
      self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
      self.month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
      self.year = yearOfEra + era * 400 + (self.month <= 2 ? 1 : 0)
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
      switch month {
      case 2:
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    }
  }
}

extension Report.Day: CustomStringConvertible {
  package var description: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

extension Report.Day: Codable {
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    let text = try box.decode(String.self)
    guard let day = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: box, debugDescription: "'\(text)' is not a day such as 2026-04-10")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}
