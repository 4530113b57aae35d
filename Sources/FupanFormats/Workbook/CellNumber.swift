import FupanData
import Glibc

/// A number of a cell as text: as a spreadsheet shows it, with at most fifteen digits.
///
/// A spreadsheet has doubles, so `81.289999999999992` is 81.29. A whole number of more than fifteen
/// digits has lost some: it is written `1.93067985817065E+15`, which no identifier is read from.
enum CellNumber {
  /// Appends a number as its format means it.
  ///
  /// - Parameters:
  ///   - raw: the number as the file has it.
  ///   - is1904: whether days count from 1904.
  /// - Returns: false where it is no number.
  static func append(
    _ raw: UnsafeBufferPointer<UInt8>, as format: CellFormat, is1904: Bool,
    to output: inout [UInt8]
  ) -> Bool {
    if format == .number, let plain = plain(raw) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: raw[plain]))
      return true
    }
    guard let number = Double(String(decoding: raw, as: UTF8.self)), number.isFinite else {
      return false
    }
    append(number, as: format, is1904: is1904, to: &output)
    return true
  }

  static func append(
    _ number: Double, as format: CellFormat, is1904: Bool, to output: inout [UInt8]
  ) {
    switch format {
    case .number: output.append(contentsOf: text(number).utf8)
    case .percent: output.append(contentsOf: percent(number).utf8)
    case .date, .time, .elapsed:
      let shown = moment(number, format, is1904: is1904) ?? text(number)
      output.append(contentsOf: shown.utf8)
    }
  }

  /// Where the digits of a number are that can stand as they are: without an exponent, of at most
  /// fifteen digits, a fraction of zeros left out. Nil for any other.
  private static func plain(_ raw: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var index = raw.first == UInt8(ascii: "-") ? 1 : 0
    guard index < raw.count, raw.count - index <= 16 else { return nil }
    let isZero = raw[index] == UInt8(ascii: "0")
    if isZero, index + 1 < raw.count, raw[index + 1] != UInt8(ascii: ".") { return nil }
    let start = index
    while index < raw.count, isDigit(raw[index]) { index += 1 }
    let whole = index - start
    guard (1...15).contains(whole) else { return nil }
    if index == raw.count { return isZero && start == 1 ? nil : 0..<index }
    guard raw[index] == UInt8(ascii: "."), index + 1 < raw.count else { return nil }
    var hasFraction = false
    for byte in raw[(index + 1)...] {
      guard isDigit(byte) else { return nil }
      if byte != UInt8(ascii: "0") { hasFraction = true }
    }
    if hasFraction { return 0..<raw.count }
    return isZero && start == 1 ? nil : 0..<index
  }

  /// The shortest text of at most fifteen digits.
  static func text(_ number: Double) -> String {
    Digits(number).text()
  }

  private static func percent(_ number: Double) -> String {
    var digits = Digits(number)
    digits.exponent += 2
    return digits.text() + "%"
  }

  /// Fifteen decimal digits and where the point stands.
  private struct Digits {
    var isNegative = false
    var digits: [UInt8] = []
    /// The power of ten of the first digit.
    var exponent = 0

    init(_ number: Double) {
      guard number != 0, number.isFinite else { return }
      var buffer = [CChar](repeating: 0, count: 40)
      let length = withVaList([number]) { vsnprintf(&buffer, 40, "%.14e", $0) }
      let bytes = buffer[..<Int(length)].map { UInt8(bitPattern: $0) }
      isNegative = number < 0
      guard let mark = bytes.firstIndex(of: UInt8(ascii: "e")) else { return }
      digits = bytes[..<mark].filter { CellNumber.isDigit($0) }
      while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
      exponent = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)) ?? 0
    }

    func text() -> String {
      if digits.isEmpty { return "0" }
      var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
      let zero = UInt8(ascii: "0")
      let point = UInt8(ascii: ".")
      if exponent >= 15 || exponent < -15 {
        bytes.append(digits[0])
        if digits.count > 1 {
          bytes.append(point)
          bytes += digits[1...]
        }
        return String(decoding: bytes, as: UTF8.self) + "E"
          + (exponent < 0 ? "-" : "+") + (abs(exponent) < 10 ? "0" : "") + String(abs(exponent))
      }
      if exponent < 0 {
        bytes += [zero, point] + Array(repeating: zero, count: -exponent - 1) + digits
      } else if digits.count <= exponent + 1 {
        bytes += digits + Array(repeating: zero, count: exponent + 1 - digits.count)
      } else {
        bytes += digits[...exponent] + [point] + digits[(exponent + 1)...]
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A day, an instant without a zone, or a time, as ISO 8601 writes it; nil for a number that is
  /// none.
  ///
  /// Where days count from 1900, number 60 is the 29 February that 1900 did not have, and is written
  /// so; those before it are a day off.
  private static func moment(_ number: Double, _ format: CellFormat, is1904: Bool) -> String? {
    let limit = 2_958_466.0
    guard number >= 0, number < limit else { return nil }
    let milliseconds = Int((number * 86_400_000).rounded())
    if format == .elapsed { return time(milliseconds) }
    let day = milliseconds / 86_400_000
    let rest = milliseconds % 86_400_000
    if day == 0, !is1904 {
      return format == .time || rest > 0 ? time(rest) : "0000-00-00"
    }
    if day == 0, format == .time { return time(rest) }
    let date: String
    if !is1904, day == 60 {
      date = "1900-02-29"
    } else {
      let epoch = is1904 ? day - 24_107 : day - 25_569 + (day < 60 ? 1 : 0)
      let civil = CivilDate(daysSinceEpoch: epoch)
      date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    }
    return rest == 0 ? date : date + "T" + time(rest)
  }

  private static func time(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let text =
      "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let rest = milliseconds % 1000
    return rest == 0 ? text : text + "." + padded(rest, 3)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
