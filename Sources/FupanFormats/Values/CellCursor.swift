/// Walks through a cell's bytes.
struct CellCursor {
  /// Digits and what they say.
  struct Number {
    var unscaled: Int64
    /// How many digits were written, those after a point included.
    var digits: Int
    var fractionDigits = 0
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skipSpaces() {
    while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
  }

  mutating func dropTrailingSpaces() {
    while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
  }

  @discardableResult
  mutating func skip(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard rest.starts(with: wanted) else { return false }
    rest = rest.dropFirst(wanted.count)
    return true
  }

  /// `-`, `/` or `.`, or nil.
  mutating func separator() -> UInt8? {
    guard let first = rest.first, "-/.".utf8.contains(first) else { return nil }
    rest = rest.dropFirst()
    return first
  }

  /// The digits here, at most 18 of them, or nil.
  mutating func number() -> Number? {
    var value: Int64 = 0
    var digits = 0
    while let first = rest.first, (0x30...0x39).contains(first) {
      guard digits < 18 else { return nil }
      value = value * 10 + Int64(first - 0x30)
      digits += 1
      rest = rest.dropFirst()
    }
    return digits > 0 ? Number(unscaled: value, digits: digits) : nil
  }

  /// All that is left, where it is digits with at most one point; digits beyond 18 of a fraction
  /// are dropped.
  func wholeNumber() -> Number? {
    var value: Int64 = 0
    var digits = 0
    var fraction = 0
    var seenPoint = false
    for byte in rest {
      if byte == UInt8(ascii: "."), !seenPoint, digits > 0 {
        seenPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte) else { return nil }
      if digits == 18 {
        guard seenPoint else { return nil }
        continue
      }
      value = value * 10 + Int64(byte - 0x30)
      digits += 1
      if seenPoint { fraction += 1 }
    }
    return digits > 0 && (!seenPoint || fraction > 0)
      ? Number(unscaled: value, digits: digits, fractionDigits: fraction) : nil
  }
}
