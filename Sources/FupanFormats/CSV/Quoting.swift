import FupanPlan

/// What encloses a cell that has delimiters or line ends in it, and what makes a character there
/// plain. A doubled quote is always one quote.
struct Quoting: Hashable, Sendable {
  /// Whether there are quotes; without them `"` is a character like all others.
  let hasQuotes: Bool
  let hasEscape: Bool
  /// 0xFF, which sound text does not have, where there is none.
  let quote: UInt8
  let escape: UInt8

  init(quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil) {
    hasQuotes = quote != nil
    hasEscape = escape != nil && quote != nil
    self.quote = quote ?? 0xFF
    self.escape = hasEscape ? escape ?? 0xFF : 0xFF
  }

  init(_ options: ReadOptions) { self.init(quote: options.quote, escape: options.escape) }

  /// Whether an odd number of escapes stands right before a position, none before `start` counted.
  @inline(__always)
  func isEscaped(_ index: Int, from start: Int, in base: UnsafePointer<UInt8>) -> Bool {
    guard hasEscape else { return false }
    var position = index
    while position > start, base[position - 1] == escape { position -= 1 }
    return (index - position) % 2 == 1
  }
}
