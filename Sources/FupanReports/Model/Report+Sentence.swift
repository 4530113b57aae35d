extension Report {
  /// Words with typed values between them, so that writers format the numbers.
  ///
  ///     let sentence: Report.Sentence = "净销售额达到 \(.money(amount), receipt: "revenue")。"
  package struct Sentence: Hashable, Sendable {
    /// The words and values in reading order.
    package var spans: [Span]

    package init(_ spans: [Span]) { self.spans = spans }

    /// Plain words.
    package init(_ text: String) { self.spans = [.words(text)] }

    /// A run of words, or a value with the receipt it leads to.
    package enum Span: Hashable, Sendable {
      case words(String)
      case value(Value, receipt: String?)
    }
  }
}

extension Report.Sentence: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }
  package init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.spans) }

  /// Takes `\(text)`, `\(value)` and `\(value, receipt: "revenue")`.
  package struct StringInterpolation: StringInterpolationProtocol {
    var spans: [Span] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      spans.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { spans.append(.words(literal)) }
    }

    package mutating func appendInterpolation(_ text: String) { spans.append(.words(text)) }

    package mutating func appendInterpolation(_ value: Report.Value, receipt: String? = nil) {
      spans.append(.value(value, receipt: receipt))
    }
  }
}

extension Report.Sentence: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Span].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(spans)
  }
}

extension Report.Sentence.Span: Codable {
  private enum Key: String, CodingKey { case words, value, receipt }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    if let words = try box.decodeIfPresent(String.self, forKey: .words) {
      self = .words(words)
    } else {
      self = .value(
        try box.decode(Report.Value.self, forKey: .value),
        receipt: try box.decodeIfPresent(String.self, forKey: .receipt))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .words(let words): try box.encode(words, forKey: .words)
    case .value(let value, let receipt):
      try box.encode(value, forKey: .value)
      try box.encodeIfPresent(receipt, forKey: .receipt)
    }
  }
}
