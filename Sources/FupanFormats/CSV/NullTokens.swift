/// The cells that mean "missing" in a column. Their ASCII characters may be full-width ones: `（空）`
/// is `(空)`.
struct NullTokens: Sendable {
  /// Whether `""` is one of them.
  let hasEmptyText: Bool
  /// All others.
  let tokens: [[UInt8]]
  /// Bit n is set where a token has n bytes; bit 63 stands for 63 and more.
  private let lengths: UInt64

  init(_ list: [String]) {
    hasEmptyText = list.contains { $0.isEmpty || $0 == "\"\"" }
    var tokens: [[UInt8]] = []
    for text in list where !text.isEmpty && text != "\"\"" {
      for form in [text, NullTokens.narrow(text), NullTokens.wide(text)] {
        let token = Array(form.utf8)
        if !tokens.contains(token) { tokens.append(token) }
      }
    }
    self.tokens = tokens
    lengths = tokens.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
  }

  @inline(__always)
  func contains(_ start: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard lengths >> UInt64(min(count, 63)) & 1 == 1 else { return false }
    for token in tokens where token.count == count {
      if token.elementsEqual(UnsafeBufferPointer(start: start, count: count)) { return true }
    }
    return false
  }

  private static func narrow(_ text: String) -> String {
    shifted(text, 0xFF01...0xFF5E, by: 0x21 - 0xFF01)
  }

  private static func wide(_ text: String) -> String {
    shifted(text, 0x21...0x7E, by: 0xFF01 - 0x21)
  }

  private static func shifted(_ text: String, _ range: ClosedRange<UInt32>, by step: Int) -> String
  {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let moved = range.contains(scalar.value) ? UInt32(Int(scalar.value) + step) : scalar.value
      scalars.append(Unicode.Scalar(moved) ?? scalar)
    }
    return String(scalars)
  }
}
