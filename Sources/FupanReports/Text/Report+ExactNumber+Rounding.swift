import FupanData

extension Report.ExactNumber {
  /// The number a double's shortest text says, or nil where it is not finite or needs more than 18
  /// decimals.
  package init?(decimalTextOf number: Double) {
    guard number.isFinite else { return nil }
    let text = String(number)
    let parts = text.split(separator: "e", maxSplits: 1)
    guard let mantissa = parts.first,
      let (unscaled, scale) = DecimalText.parse(mantissa.utf8)
    else { return nil }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let wanted = scale - exponent
    if wanted <= 0 {
      guard let whole = DecimalText.rescaled(unscaled, from: 0, to: -wanted) else { return nil }
      self.init(unscaled: whole, scale: 0)
    } else if wanted <= 18 {
      self.init(unscaled: unscaled, scale: wanted)
    } else if let shorter = DecimalText.rounded(unscaled, from: wanted, to: 18) {
      self.init(unscaled: shorter, scale: 18)
    } else {
      return nil
    }
  }

  /// The quotient rounded to `places`, or nil where the divisor is zero or the digits do not fit.
  package static func quotient(
    _ left: Self, _ right: Self, places: Int, _ rounding: Report.Rounding = .halfUp
  ) -> Self? {
    let scale = max(left.scale, right.scale)
    guard let top = DecimalText.rescaled(left.unscaled, from: left.scale, to: scale + places),
      let bottom = DecimalText.rescaled(right.unscaled, from: right.scale, to: scale), bottom != 0
    else { return nil }
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    let (twice, overflow) = remainder.magnitude.multipliedReportingOverflow(by: 2)
    let isHalf = !overflow && twice == bottom.magnitude
    guard overflow || twice >= bottom.magnitude,
      !(isHalf && rounding == .halfEven && quotient.isMultiple(of: 2))
    else { return Self(unscaled: quotient, scale: places) }
    let away: Int128 = (top < 0) == (bottom < 0) ? 1 : -1
    return Self(unscaled: quotient + away, scale: places)
  }

  /// The number rounded to at most `places` decimals and filled up to them.
  package func rounded(to places: Int, _ rounding: Report.Rounding = .halfUp) -> Self? {
    guard rounding == .halfEven, places < scale else {
      return DecimalText.rounded(unscaled, from: scale, to: places).map {
        Self(unscaled: $0, scale: places)
      }
    }
    return Self.quotient(
      self, Self(unscaled: 1, scale: 0), places: places, rounding)
  }

  /// The number times 10^`power`.
  func shifted(by power: Int) -> Self {
    let wanted = scale - power
    if (0...18).contains(wanted) { return Self(unscaled: unscaled, scale: wanted) }
    if wanted < 0, let whole = DecimalText.rescaled(unscaled, from: 0, to: -wanted) {
      return Self(unscaled: whole, scale: 0)
    }
    return DecimalText.rounded(unscaled, from: wanted, to: 18).map {
      Self(unscaled: $0, scale: 18)
    } ?? self
  }

  /// Whether the number is 10^`power` or more, whatever its sign.
  func isAtLeast(powerOfTen power: Int) -> Bool {
    guard power + scale <= 38 else { return false }
    return unscaled.magnitude >= DecimalText.powersOfTen[power + scale].magnitude
  }

  /// The same number without zeros after its last other decimal.
  var withoutTrailingZeros: Self {
    var (digits, places) = (unscaled, scale)
    while places > 0, digits.isMultiple(of: 10) { (digits, places) = (digits / 10, places - 1) }
    return Self(unscaled: digits, scale: places)
  }
}
