/// Exact decimals as text and as floating point.
package enum DecimalText {
  /// 10^0 … 10^38.
  package static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// `unscaled` / 10^`scale` in plain digits: `-1234.50`.
  package static func string(_ unscaled: Int128, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(unscaled, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the digits of ``string(_:scale:)`` as ASCII.
  package static func append(_ unscaled: Int128, scale: Int, to bytes: inout [UInt8]) {
    if unscaled < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    if let small = UInt64(exactly: unscaled.magnitude) {
      appendDigits(small, atLeast: scale + 1, to: &bytes)
    } else {
      var rest = unscaled.magnitude
      var digits: [UInt8] = []
      while rest > 0 {
        digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      }
      while digits.count <= scale { digits.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: digits.reversed())
    }
    if scale > 0 {
      bytes.insert(UInt8(ascii: "."), at: start + (bytes.count - start) - scale)
    }
  }

  /// Appends a whole number's digits, with leading zeros up to `count`.
  package static func appendDigits(_ number: UInt64, atLeast count: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < count
    bytes[start...].reverse()
  }

  /// The nearest floating-point number: both parts are exact below 2^53, so one division rounds once.
  package static func double(_ unscaled: Int128, scale: Int) -> Double {
    scale == 0 ? Double(unscaled) : Double(unscaled) / Double(powersOfTen[scale])
  }

  /// Reads `-?digits(.digits)?` strictly, or nil; the scale is the number of digits written.
  package static func parse(_ bytes: some Sequence<UInt8>) -> (unscaled: Int128, scale: Int)? {
    var unscaled: Int128 = 0
    var scale = 0
    var digits = 0
    var seenPoint = false
    var negative = false
    var first = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "-") where first: negative = true
      case UInt8(ascii: ".") where !seenPoint && digits > 0: seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        let (sum, carry) = product.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        if carry { return nil }
        unscaled = sum
        digits += 1
        if seenPoint { scale += 1 }
      default: return nil
      }
      first = false
    }
    guard digits > 0, !(seenPoint && scale == 0), scale <= 38 else { return nil }
    return (negative ? -unscaled : unscaled, scale)
  }

  /// `unscaled` at another scale, or nil where digits would be lost or it would not fit.
  package static func rescaled(_ unscaled: Int128, from: Int, to: Int) -> Int128? {
    if to >= from {
      guard to - from <= 38 else { return nil }
      let (product, overflow) = unscaled.multipliedReportingOverflow(by: powersOfTen[to - from])
      return overflow ? nil : product
    }
    let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: powersOfTen[from - to])
    return remainder == 0 ? quotient : nil
  }

  /// `unscaled` rounded to fewer digits, halves away from zero as spreadsheets and SQL do.
  package static func rounded(_ unscaled: Int128, from: Int, to: Int) -> Int128? {
    if to >= from { return rescaled(unscaled, from: from, to: to) }
    let power = powersOfTen[min(from - to, 38)]
    let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: power)
    guard remainder.magnitude * 2 >= power.magnitude else { return quotient }
    return unscaled < 0 ? quotient - 1 : quotient + 1
  }
}
