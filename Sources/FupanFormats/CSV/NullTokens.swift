/// The cells that mean "missing" in a column.
struct NullTokens: Sendable {
  /// Whether `""` is one of them.
  let hasEmptyText: Bool
  private let tokens: [[UInt8]]
  /// Bit n is set where a token has n bytes; bit 63 stands for 63 and more.
  private let lengths: UInt64

  init(_ list: [String]) {
    hasEmptyText = list.contains { $0.isEmpty || $0 == "\"\"" }
    tokens = list.filter { !$0.isEmpty && $0 != "\"\"" }.map { Array($0.utf8) }
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
}
