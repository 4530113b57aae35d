/// Instants as text: RFC 3339 in UTC, the fraction only where there is one.
package enum InstantText {
  /// `2026-04-10T00:05:00Z`, `2026-04-10T00:05:00.250Z`.
  package static func string(microseconds: Int64) -> String {
    var bytes: [UInt8] = []
    append(microseconds: microseconds, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends ``string(microseconds:)`` as ASCII.
  package static func append(microseconds: Int64, to bytes: inout [UInt8]) {
    let (days, inDay) = split(microseconds)
    CivilDate(daysSinceEpoch: Int(days)).append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    let seconds = inDay / 1_000_000
    DecimalText.appendDigits(UInt64(seconds / 3600), atLeast: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalText.appendDigits(UInt64(seconds / 60 % 60), atLeast: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    DecimalText.appendDigits(UInt64(seconds % 60), atLeast: 2, to: &bytes)
    let fraction = inDay % 1_000_000
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      if fraction % 1000 == 0 {
        DecimalText.appendDigits(UInt64(fraction / 1000), atLeast: 3, to: &bytes)
      } else {
        DecimalText.appendDigits(UInt64(fraction), atLeast: 6, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "Z"))
  }

  /// The day an instant falls on in UTC and the microseconds since that day's start.
  package static func split(_ microseconds: Int64) -> (days: Int64, inDay: Int64) {
    var (days, inDay) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    if inDay < 0 {
      days -= 1
      inDay += 86_400_000_000
    }
    return (days, inDay)
  }

  /// Reads RFC 3339 with `Z` or an offset, or nil: `2026-04-10T08:05:00+08:00`.
  package static func parse(_ bytes: some Collection<UInt8>) -> Int64? {
    let text = Array(bytes)
    guard text.count >= 20, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      let date = CivilDate(text[..<10]), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), let hour = twoDigits(text, 11),
      let minute = twoDigits(text, 14), let second = twoDigits(text, 17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var index = 19
    var fraction: Int64 = 0
    if text[index] == UInt8(ascii: ".") {
      index += 1
      var digits = 0
      while index < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) {
        guard digits < 6 else { return nil }
        fraction = fraction * 10 + Int64(text[index] - UInt8(ascii: "0"))
        digits += 1
        index += 1
      }
      guard digits > 0 else { return nil }
      while digits < 6 {
        fraction *= 10
        digits += 1
      }
    }
    var offset: Int64 = 0
    guard index < text.count else { return nil }
    if text[index] == UInt8(ascii: "Z") {
      guard index + 1 == text.count else { return nil }
    } else {
      guard text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-"),
        text.count == index + 6, text[index + 3] == UInt8(ascii: ":"),
        let hours = twoDigits(text, index + 1), let minutes = twoDigits(text, index + 4),
        hours < 24, minutes < 60
      else { return nil }
      offset = Int64(hours * 3600 + minutes * 60) * (text[index] == UInt8(ascii: "-") ? -1 : 1)
    }
    let seconds =
      Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
    return seconds * 1_000_000 + fraction
  }

  private static func twoDigits(_ text: [UInt8], _ index: Int) -> Int? {
    guard index + 1 < text.count else { return nil }
    let tens = text[index], ones = text[index + 1]
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(tens),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(ones)
    else { return nil }
    return Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
  }
}
