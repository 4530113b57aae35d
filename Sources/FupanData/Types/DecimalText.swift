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
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(scale, 39) + 3) { text in
      var start = text.count
      var digits = 0
      func prepend(_ byte: UInt8) {
        start -= 1
        text[start] = byte
      }
      func prepend(digit: UInt8) {
        if digits == scale, scale > 0 { prepend(UInt8(ascii: ".")) }
        prepend(UInt8(ascii: "0") + digit)
        digits += 1
      }
      var wide = unscaled.magnitude
      while wide > UInt128(UInt64.max) {
        let (quotient, digit) = wide.quotientAndRemainder(dividingBy: 10)
        prepend(digit: UInt8(digit))
        wide = quotient
      }
      var rest = UInt64(wide)
      while rest > 0 || digits <= scale {
        let quotient = rest / 10
        prepend(digit: UInt8(truncatingIfNeeded: rest &- quotient &* 10))
        rest = quotient
      }
      if unscaled < 0 { prepend(UInt8(ascii: "-")) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
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

  /// `-?digits(.digits)?` with at most 18 digits in all at the wanted scale, or nil where
  /// ``parse(_:)`` has to say.
  @inlinable
  package static func plain(_ text: UnsafePointer<UInt8>, _ count: Int, scale: Int) -> Int64? {
    guard count > 0, count <= 18 else { return nil }
    if count <= 8, let value = DecimalText.short(text, count, scale: scale) { return value }
    var index = 0
    let isNegative = text[0] == 0x2D
    if isNegative { index = 1 }
    var value: Int64 = 0
    let firstDigit = index
    while index < count {
      let digit = text[index] &- 0x30
      guard digit < 10 else { break }
      value = value &* 10 &+ Int64(digit)
      index &+= 1
    }
    guard index > firstDigit else { return nil }
    var missing = scale
    if index < count {
      guard text[index] == 0x2E, index + 1 < count else { return nil }
      index &+= 1
      while index < count {
        let digit = text[index] &- 0x30
        guard digit < 10, missing > 0 else { return nil }
        value = value &* 10 &+ Int64(digit)
        missing &-= 1
        index &+= 1
      }
    }
    // So few digits that the shift stays within 18 of them.
    guard missing &+ count <= 18 else { return nil }
    while missing > 0 {
      value = value &* 10
      missing &-= 1
    }
    return isNegative ? 0 &- value : value
  }

  /// At most eight bytes without a sign, all of them at once; nil where it is something else.
  @inlinable @inline(__always)
  package static func short(_ cell: UnsafePointer<UInt8>, _ count: Int, scale: Int) -> Int64? {
    // The bytes as if zeros stood before them: the last one is the highest.
    let bytes: UInt64
    let shift = UInt64(truncatingIfNeeded: 64 &- count &* 8)
    if count >= 4 {
      let raw = UnsafeRawPointer(cell)
      let low = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
      let high = UInt32(
        littleEndian: raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      bytes = UInt64(high) << 32 | (UInt64(low) << shift & 0xFFFF_FFFF)
    } else {
      var few = UInt64(cell[count &- 1]) << 56
      if count > 1 { few |= UInt64(cell[count &- 2]) << 48 }
      if count > 2 { few |= UInt64(cell[0]) << 40 }
      bytes = few
    }
    var digits = bytes ^ (0x3030_3030_3030_3030 as UInt64) << shift
    let point = digits ^ 0x1E1E_1E1E_1E1E_1E1E
    let found = (point &- 0x0101_0101_0101_0101) & ~point & 0x8080_8080_8080_8080
    var missing = scale
    if found != 0 {
      let place = found.trailingZeroBitCount >> 3
      // A digit before the point and one behind it.
      guard place > 8 &- count, place < 7 else { return nil }
      missing &-= 7 &- place
      let below = (1 as UInt64) << UInt64(truncatingIfNeeded: place &* 8) &- 1
      digits = digits & ~(below << 8 | 0xFF) | (digits & below) << 8
    }
    guard missing >= 0, missing &+ count <= 18,
      (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 == 0
    else { return nil }
    // Neighbours make pairs, pairs make fours, fours make eight (Langdale and Lemire 2019, Parsing
    // gigabytes of JSON per second).
    digits = (digits &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
    digits = (digits &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
    var value = Int64(truncatingIfNeeded: (digits &* 42_949_672_960_001) >> 32)
    while missing > 0 {
      value = value &* 10
      missing &-= 1
    }
    return value
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
