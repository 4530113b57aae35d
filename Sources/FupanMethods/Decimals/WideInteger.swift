/// A whole number of any width, for exact sums of products of 128-bit integers.
struct WideInteger: Equatable, Sendable {
  /// Magnitude in 64-bit digits, least first, without zeros at the top.
  private let digits: [UInt64]
  private let isNegative: Bool

  private init(digits: [UInt64], isNegative: Bool) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
  }

  init(_ value: Int128) {
    let magnitude = value.magnitude
    self.init(
      digits: [UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64)],
      isNegative: value < 0)
  }

  /// The nearest double, within a few units of the last place; infinite beyond its range.
  var doubleValue: Double {
    let magnitude = digits.reversed().reduce(0.0) { $0 * 0x1p64 + Double($1) }
    return isNegative ? -magnitude : magnitude
  }

  var isZero: Bool { digits.isEmpty }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    var product = [UInt64](repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.digits.enumerated() {
        let sum = UInt128(a) * UInt128(b) + UInt128(product[i + j]) + UInt128(carry)
        product[i + j] = UInt64(truncatingIfNeeded: sum)
        carry = UInt64(truncatingIfNeeded: sum >> 64)
      }
      product[i + right.digits.count] = carry
    }
    return WideInteger(digits: product, isNegative: left.isNegative != right.isNegative)
  }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isNegative == right.isNegative {
      return WideInteger(
        digits: sum(left.digits, right.digits), isNegative: left.isNegative)
    }
    return isBelow(left.digits, right.digits)
      ? WideInteger(digits: difference(right.digits, left.digits), isNegative: right.isNegative)
      : WideInteger(digits: difference(left.digits, right.digits), isNegative: left.isNegative)
  }

  static func - (left: WideInteger, right: WideInteger) -> WideInteger {
    left + WideInteger(digits: right.digits, isNegative: !right.isNegative)
  }

  private static func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    var carry: UInt128 = 0
    for i in 0..<max(left.count, right.count) {
      carry += UInt128(i < left.count ? left[i] : 0) + UInt128(i < right.count ? right[i] : 0)
      result.append(UInt64(truncatingIfNeeded: carry))
      carry >>= 64
    }
    result.append(UInt64(carry))
    return result
  }

  /// `left - right`, where `left` is not the smaller.
  private static func difference(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    var borrow = false
    for i in 0..<left.count {
      let (first, under) = left[i].subtractingReportingOverflow(i < right.count ? right[i] : 0)
      let (second, underAgain) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      result.append(second)
      borrow = under || underAgain
    }
    return result
  }

  private static func isBelow(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    guard left.count == right.count else { return left.count < right.count }
    for (a, b) in zip(left.reversed(), right.reversed()) where a != b { return a < b }
    return false
  }
}

extension WideInteger: Comparable {
  static func < (left: WideInteger, right: WideInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? isBelow(right.digits, left.digits) : isBelow(left.digits, right.digits)
  }
}
