/// Floating-point numbers as machines read them.
package enum NumberText {
  /// At most 12 significant digits, no exponent between 1e-7 and 1e15, whole numbers without a point.
  ///
  /// Twelve digits, because the last ones of a double depend on the mathematics library.
  package static func string(_ number: Double) -> String {
    if number == 0 { return "0" }
    guard number.isFinite else { return "" }
    let exponent = exponentOfTwelveDigits(number)
    if exponent >= 15 || exponent < -7 { return scientific(number) }
    let (digits, power) = twelveDigits(number)
    return place(digits: digits, power: power, negative: number < 0)
  }

  /// The number as a literal that reads back as itself: plainly where it is short, else with an
  /// exponent, because plain digits would be read as an integer or a decimal, which may not fit.
  package static func literal(_ number: Double) -> String {
    let plain = string(number)
    let isShort = !plain.contains("e") && plain.split(separator: ".").allSatisfy { $0.count <= 9 }
    if isShort, Double(plain) == number { return plain }
    let exact = number.description
    return exact.contains("e") ? exact.replacing("e+", with: "e") : exact + "e0"
  }

  /// The twelve leading digits of `number` as a whole number, and the power of ten of the first.
  private static func twelveDigits(_ number: Double) -> (digits: Int64, power: Int) {
    // The shortest round-trip text is exact to all the digits a double has; rounding happens on it.
    let (mantissa, exponent) = shortest(number.magnitude)
    var digits: Int64 = 0
    for index in 0..<12 {
      digits = digits * 10 + Int64(index < mantissa.count ? mantissa[index] : 0)
    }
    if mantissa.count > 12, mantissa[12] >= 5 { digits += 1 }
    if digits == 1_000_000_000_000 { return (100_000_000_000, exponent + 1) }
    return (digits, exponent)
  }

  private static func exponentOfTwelveDigits(_ number: Double) -> Int { twelveDigits(number).power }

  private static func place(digits: Int64, power: Int, negative: Bool) -> String {
    var text = String(digits)
    while text.count > 1, text.hasSuffix("0") { text.removeLast() }
    var result = ""
    if power < 0 {
      result = "0." + String(repeating: "0", count: -power - 1) + text
    } else if text.count <= power + 1 {
      result = text + String(repeating: "0", count: power + 1 - text.count)
    } else {
      let point = text.index(text.startIndex, offsetBy: power + 1)
      result = text[..<point] + "." + text[point...]
    }
    return negative ? "-" + result : result
  }

  private static func scientific(_ number: Double) -> String {
    let (digits, power) = twelveDigits(number)
    return place(digits: digits, power: 0, negative: number < 0) + "e\(power)"
  }

  /// The shortest digits that read back as `number` and the power of ten of the first of them.
  private static func shortest(_ number: Double) -> (digits: [UInt8], power: Int) {
    var digits: [UInt8] = []
    var power = 0
    var seenPoint = false
    var leading = true
    var exponent = 0
    var rest = Array(number.description.utf8)[...]
    if let e = rest.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: rest[(e + 1)...], as: UTF8.self)) ?? 0
      rest = rest[..<e]
    }
    for byte in rest {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
        continue
      }
      if leading, byte == UInt8(ascii: "0") {
        if seenPoint { power -= 1 }
        continue
      }
      if leading {
        leading = false
        power = seenPoint ? power - 1 : 0
      } else if !seenPoint {
        power += 1
      }
      digits.append(byte - UInt8(ascii: "0"))
    }
    return (digits, power + exponent)
  }
}
