/// Walks through a cell's bytes, from either end.
struct CellCursor {
  /// Digits and what they say.
  struct Number {
    var unscaled: Int64
    /// How many digits were written, those after a point included.
    var digits: Int
    var fractionDigits = 0
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var low = 0
  private var high: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    high = bytes.count
  }

  var isAtEnd: Bool { low == high }

  /// How many bytes are left.
  var count: Int { high - low }

  var first: UInt8? { low < high ? bytes[low] : nil }
  var last: UInt8? { low < high ? bytes[high - 1] : nil }

  /// What is left.
  var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[low..<high]) }

  mutating func skipSpaces() {
    while low < high, bytes[low] == 0x20 || bytes[low] == 0x09 { low += 1 }
  }

  mutating func dropTrailingSpaces() {
    while low < high, bytes[high - 1] == 0x20 || bytes[high - 1] == 0x09 { high -= 1 }
  }

  mutating func trim() {
    skipSpaces()
    dropTrailingSpaces()
  }

  /// - Precondition: something is left.
  mutating func dropFirst() { low += 1 }

  /// - Precondition: something is left.
  mutating func dropLast() { high -= 1 }

  @inline(__always)
  @discardableResult
  mutating func skip(_ text: StaticString) -> Bool {
    guard starts(with: text) else { return false }
    low += text.utf8CodeUnitCount
    return true
  }

  /// Most texts asked for differ in their first byte already.
  @inline(__always)
  func starts(with text: StaticString) -> Bool {
    low < high && bytes[low] == text.utf8Start[0] && hasPrefix(text)
  }

  /// Whether nothing but this text is left.
  func isAll(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && starts(with: text)
  }

  private func hasPrefix(_ text: StaticString) -> Bool {
    let wanted = text.utf8CodeUnitCount
    guard count >= wanted else { return false }
    var index = 1
    while index < wanted {
      if bytes[low + index] != text.utf8Start[index] { return false }
      index += 1
    }
    return true
  }

  /// `-`, `/` or `.`, or nil.
  mutating func separator() -> UInt8? {
    guard low < high else { return nil }
    let first = bytes[low]
    guard first == UInt8(ascii: "-") || first == UInt8(ascii: "/") || first == UInt8(ascii: ".")
    else { return nil }
    low += 1
    return first
  }

  /// The digits here, at most 18 of them, or nil.
  @inline(__always)
  mutating func number() -> Number? {
    var value: Int64 = 0
    var digits = 0
    while low < high {
      let digit = bytes[low] &- 0x30
      guard digit < 10 else { break }
      guard digits < 18 else { return nil }
      value = value &* 10 &+ Int64(digit)
      digits &+= 1
      low &+= 1
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
    var index = low
    while index < high {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "."), !seenPoint, digits > 0 {
        seenPoint = true
        continue
      }
      guard byte &- 0x30 < 10 else { return nil }
      if digits == 18 {
        guard seenPoint else { return nil }
        continue
      }
      value = value &* 10 &+ Int64(byte &- 0x30)
      digits += 1
      if seenPoint { fraction += 1 }
    }
    return digits > 0 && (!seenPoint || fraction > 0)
      ? Number(unscaled: value, digits: digits, fractionDigits: fraction) : nil
  }
}
