import FupanData

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

    /// The number written `-12345.60`, or nil where the text is anything else.
    package init?(_ text: String) {
      guard let (unscaled, scale) = DecimalText.parse(text.utf8), scale <= 18 else { return nil }
      self.init(unscaled: unscaled, scale: scale)
    }

    /// The sum, or nil where it has too many digits.
    package func adding(_ other: ExactNumber) -> ExactNumber? {
      let scale = max(scale, other.scale)
      guard let left = DecimalText.rescaled(unscaled, from: self.scale, to: scale),
        let right = DecimalText.rescaled(other.unscaled, from: other.scale, to: scale)
      else { return nil }
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? nil : ExactNumber(unscaled: sum, scale: scale)
    }

    /// The nearest double, for drawing and for nothing else.
    package var approximation: Double { DecimalText.double(unscaled, scale: scale) }
  }
}

extension Report.ExactNumber: CustomStringConvertible {
  package var description: String { DecimalText.string(unscaled, scale: scale) }
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
