/// An exact decimal: `units` of 10^-`scale`.
///
/// Counts have scale 0, money in cents has scale 2. Two are equal where their values are, whatever
/// their scales; comparison is exact.
///
///     ScaledInteger(6900_00, scale: 2)  // 6900.00
package struct ScaledInteger: Sendable {
  /// The value times 10^scale.
  package let units: Int128
  /// Decimal places, 0…38.
  package let scale: Int

  package init(_ units: Int128, scale: Int = 0) {
    precondition((0...38).contains(scale), "a scale is between 0 and 38")
    self.units = units
    self.scale = scale
  }

  /// A whole number.
  package init(_ value: Int) { self.init(Int128(value)) }

  /// The nearest double, for statistics; stored and compared values stay exact.
  package var doubleValue: Double { Double(units) / PowerOfTen.double(scale) }

  package var isZero: Bool { units == 0 }

  /// The sum at the finer of both scales; nil if it does not fit 38 digits.
  package func adding(_ other: ScaledInteger) -> ScaledInteger? {
    let scale = max(self.scale, other.scale)
    guard let left = atScale(scale), let right = other.atScale(scale) else { return nil }
    let (sum, overflow) = left.units.addingReportingOverflow(right.units)
    return overflow ? nil : ScaledInteger(sum, scale: scale)
  }

  /// The difference at the finer of both scales; nil if it does not fit 38 digits.
  package func subtracting(_ other: ScaledInteger) -> ScaledInteger? {
    let scale = max(self.scale, other.scale)
    guard let left = atScale(scale), let right = other.atScale(scale) else { return nil }
    let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
    return overflow ? nil : ScaledInteger(difference, scale: scale)
  }

  /// The same value with at least as many places; nil if it does not fit.
  package func atScale(_ finer: Int) -> ScaledInteger? {
    guard finer >= scale, finer <= 38 else { return nil }
    let (units, overflow) = self.units.multipliedReportingOverflow(
      by: PowerOfTen.integer(finer - scale))
    return overflow ? nil : ScaledInteger(units, scale: finer)
  }

  /// The value at `places` decimal places, rounded by `rule` where digits are lost.
  ///
  ///     ScaledInteger(2_675, scale: 3).rounded(to: 2)  // 2.68
  package func rounded(to places: Int, _ rule: RoundingRule = .halfAwayFromZero) -> ScaledInteger {
    guard places < scale, places >= 0 else { return atScale(places) ?? self }
    let divisor = PowerOfTen.integer(scale - places)
    return ScaledInteger(rule.quotient(units, by: divisor), scale: places)
  }

  /// Both values as whole numbers of one unit, wide enough for any scales.
  static func aligned(_ left: ScaledInteger, _ right: ScaledInteger) -> (WideInteger, WideInteger) {
    (
      WideInteger(left.units) * WideInteger(PowerOfTen.integer(max(0, right.scale - left.scale))),
      WideInteger(right.units) * WideInteger(PowerOfTen.integer(max(0, left.scale - right.scale)))
    )
  }
}

extension ScaledInteger: Comparable {
  package static func == (left: ScaledInteger, right: ScaledInteger) -> Bool {
    let (left, right) = aligned(left, right)
    return left == right
  }

  package static func < (left: ScaledInteger, right: ScaledInteger) -> Bool {
    let (left, right) = aligned(left, right)
    return left < right
  }
}

extension ScaledInteger: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}
