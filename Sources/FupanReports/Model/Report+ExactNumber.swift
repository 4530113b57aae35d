extension Report {
  /// A decimal number kept digit for digit: an amount of money, or what a ratio was divided from.
  ///
  ///     Report.ExactNumber(unscaled: 1_234_560, scale: 2)     // 12345.60
  package struct ExactNumber: Hashable, Sendable {
    /// The digits without their point.
    package let unscaled: Int128
    /// How many of the digits stand after the point, 0 to 18.
    package let scale: Int

    /// The number `unscaled` / 10^`scale`; `scale` is 0 to 18.
    package init(unscaled: Int128, scale: Int) {
      precondition((0...18).contains(scale), "a scale is 0 to 18")
      self.unscaled = unscaled
      self.scale = scale
    }

    /// A whole number.
    package init(_ number: Int) { self.init(unscaled: Int128(number), scale: 0) }

    /// The number written `-12345.60`, or nil where the text is anything else or has more than 38
    /// digits.
    package init?(_ text: some StringProtocol) {
      var unscaled: Int128 = 0
      var scale: Int?
      var digits = 0
      var isNegative = false
      for (index, byte) in text.utf8.enumerated() {
        switch byte {
        case 0x2D where index == 0: isNegative = true
        case 0x2E where scale == nil && digits > 0: scale = 0
        case 0x30...0x39:
          digits += 1
          if let places = scale { scale = places + 1 }
          guard digits <= 38 else { return nil }
          unscaled = unscaled * 10 + Int128(byte - 0x30)
        default: return nil
        }
      }
      guard digits > 0, scale != 0, scale ?? 0 <= 18 else { return nil }
      self.init(unscaled: isNegative ? -unscaled : unscaled, scale: scale ?? 0)
    }

    /// The nearest double, for drawing and for nothing else.
    package var approximation: Double { Double(description) ?? .nan }
  }
}

extension Report.ExactNumber: CustomStringConvertible {
  package var description: String {
    var digits = String(unscaled.magnitude)
    if digits.utf8.count <= scale {
      digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
    }
    if scale > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale)) }
    return unscaled < 0 ? "-" + digits : digits
  }
}

extension Report.ExactNumber: Codable {
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    let text = try box.decode(String.self)
    guard let number = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: box, debugDescription: "'\(text)' is not a decimal number such as 12345.60")
    }
    self = number
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}

extension Report.ExactNumber: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}
