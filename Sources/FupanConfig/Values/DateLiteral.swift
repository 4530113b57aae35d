import FupanDiagnostics

/// A day of the Gregorian calendar, written `2026-04-10`.
package struct DateLiteral: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil where the calendar has no such day, or the year is not 1...9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= DateLiteral.daysInMonth(month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYY-MM-DD`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let numbers = DateLiteral.numbers(of: text) else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// The days since 1970-01-01.
  package var daysSince1970: Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Year, month and day of a text in the shape of a date, whether the day exists or not.
  static func numbers(of text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == 3 ? numbers : nil
  }

  private static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

extension DateLiteral: Comparable, CustomStringConvertible {
  package static func < (left: DateLiteral, right: DateLiteral) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension DateLiteral: ParameterValue {
  package static var kind: ParameterKind { .date }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: .date, gathering: &problems) else { return nil }
    guard let date = DateLiteral(text) else {
      problems.append(context.notADate(text, node, wanted: .date))
      return nil
    }
    self = date
  }

  package var written: String { description }
}

extension DecodingContext {
  /// The problem that `text` is no date: a day that does not exist, or no date at all.
  func notADate(_ text: some StringProtocol, _ node: Node, wanted kind: ParameterKind)
    -> Diagnostic
  {
    guard DateLiteral.numbers(of: text) != nil else { return wrongType(node, wanted: kind) }
    return Diagnostic(
      .invalidDate, at: node.place,
      ["parameter": .text(parameter), "found": .text(String(text))])
  }
}
