import FupanDiagnostics

/// A time to the minute or second, on a clock without a zone, with its day where one is written:
/// `09:30`, `2026-04-14 09:30`.
package struct TimeLiteral: Hashable, Sendable {
  /// Nil where only the time of day is written.
  package let day: DateLiteral?
  /// From 0 for midnight on.
  package let secondOfDay: Int

  /// Reads `HH:MM` or `HH:MM:SS`, the day before it and a space or `T` between; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard let clock = parts.last else { return nil }
    if parts.count == 2 {
      guard let day = DateLiteral(parts[0]) else { return nil }
      self.day = day
    } else {
      day = nil
    }
    let pieces = clock.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = pieces.compactMap { TimeLiteral.number($0) }
    guard numbers.count == pieces.count, (2...3).contains(numbers.count), numbers[0] < 24,
      numbers[1...].allSatisfy({ $0 < 60 })
    else { return nil }
    secondOfDay = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
  }

  /// Seconds since midnight, or since 1970-01-01 of the same clock where it has a day.
  package var seconds: Int { (day?.daysSince1970 ?? 0) * 86_400 + secondOfDay }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}

extension TimeLiteral: CustomStringConvertible {
  package var description: String {
    func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let seconds = secondOfDay % 60
    return (day.map { "\($0) " } ?? "")
      + "\(padded(secondOfDay / 3600)):\(padded(secondOfDay / 60 % 60))"
      + (seconds == 0 ? "" : ":" + padded(seconds))
  }
}

extension TimeLiteral: ParameterValue {
  package static var kind: ParameterKind { .time }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: .time, gathering: &problems) else { return nil }
    guard let time = TimeLiteral(text) else {
      problems.append(context.wrongType(node, wanted: .time))
      return nil
    }
    self = time
  }

  package var written: String { description }
}
