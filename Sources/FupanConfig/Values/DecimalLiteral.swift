/// A decimal number exactly as it was written: `units` × 10^-`scale`.
///
///     DecimalLiteral("12.50")  // units 1250, scale 2
package struct DecimalLiteral: Hashable, Sendable {
  package let units: Int64
  /// The digits after the point, 0...18.
  package let scale: Int

  package init(units: Int64, scale: Int) {
    self.units = units
    self.scale = scale
  }

  /// Reads a sign, digits and a fraction; nil for anything else, or beyond 18 digits.
  package init?(_ text: some StringProtocol) {
    guard let parts = DecimalLiteral.parts(of: text), parts.digits.count <= 18,
      let units = Int64(parts.digits)
    else { return nil }
    self.init(units: parts.isNegative ? -units : units, scale: parts.scale)
  }

  /// The digits of a decimal number, or nil where `text` is none.
  static func parts(
    of text: some StringProtocol
  ) -> (isNegative: Bool, digits: String, scale: Int)? {
    var digits = ""
    var scale: Int?
    var isNegative = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2B where position == 0: break
      case 0x2D where position == 0: isNegative = true
      case 0x30...0x39:
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        scale = scale.map { $0 + 1 }
      case 0x2E where scale == nil && !digits.isEmpty: scale = 0
      default: return nil
      }
    }
    guard !digits.isEmpty, scale != 0 else { return nil }
    return (isNegative, digits, scale ?? 0)
  }

  /// The number × 10^`power`, exactly, or nil where it does not fit 18 digits.
  package func scaled(byPowerOfTen power: Int) -> DecimalLiteral? {
    if power <= scale, scale - power <= 18 {
      return DecimalLiteral(units: units, scale: scale - power)
    }
    var units = units
    for _ in 0..<max(0, power - scale) {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      guard !overflow, product.magnitude < 1_000_000_000_000_000_000 else { return nil }
      units = product
    }
    return power > scale ? DecimalLiteral(units: units, scale: 0) : nil
  }
}

extension DecimalLiteral: CustomStringConvertible {
  /// The number with all its digits, such as `12.50`.
  package var description: String {
    var digits = String(units.magnitude)
    if scale > 0 {
      digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    return (units < 0 ? "-" : "") + digits
  }
}
