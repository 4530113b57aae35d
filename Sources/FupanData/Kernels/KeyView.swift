/// Keys at hand for a loop; see ``KeyList``.
struct KeyView {
  let heads: UnsafeBufferPointer<UInt128>
  /// Empty where every key is in its head.
  let tails: UnsafeBufferPointer<UInt128>
  let bytes: UnsafeRawBufferPointer

  var count: Int { heads.count }

  @inline(__always)
  func tail(_ row: Int) -> UInt128 { tails.isEmpty ? 0 : tails[row] }

  /// A well-mixed hash of a key, the same in every process.
  @inline(__always)
  func hash(_ row: Int) -> UInt64 {
    let head = heads[row]
    // Of a long key the hash and the length, which are alike wherever it is kept.
    if KeyView.isLong(head) { return KeyView.hash(head >> 36) }
    if tails.isEmpty || tails[row] == 0 { return KeyView.hash(head) }
    let tail = tails[row]
    let (high, low) = (UInt64(truncatingIfNeeded: tail >> 64), UInt64(truncatingIfNeeded: tail))
    let product = (high ^ 0xE703_7ED1_A0B4_28DB)
      .multipliedFullWidth(by: low ^ 0x8EBC_6AF0_9C88_C6E3)
    return NormalizedKeys.mix(KeyView.hash(head) ^ product.high ^ product.low)
  }

  @inline(__always)
  private static func hash(_ head: UInt128) -> UInt64 {
    let (high, low) = (UInt64(truncatingIfNeeded: head >> 64), UInt64(truncatingIfNeeded: head))
    let product = (high ^ 0x9E37_79B9_7F4A_7C15)
      .multipliedFullWidth(by: low ^ 0xA076_1D64_78BD_642F)
    return NormalizedKeys.mix(product.high ^ product.low)
  }

  /// Whether a key is one of others.
  @inline(__always)
  func isEqual(_ row: Int, to others: KeyView, _ other: Int) -> Bool {
    let (head, otherHead) = (heads[row], others.heads[other])
    if !KeyView.isLong(head) {
      guard head == otherHead else { return false }
      return (tails.isEmpty && others.tails.isEmpty) || tail(row) == others.tail(other)
    }
    guard head >> 36 == otherHead >> 36 else { return false }
    return KeyView.isEqual(bytes, range(row), others.bytes, others.range(other))
  }

  /// The first 32 bytes of a key as two numbers, zeros behind the last.
  func words(_ row: Int) -> (head: UInt128, tail: UInt128) {
    guard KeyView.isLong(heads[row]) else { return (heads[row], tail(row)) }
    let range = range(row)
    func word(_ start: Int) -> UInt128 {
      (start..<start + 16).reduce(0) { word, index in
        word << 8 | (index < range.count ? UInt128(bytes[range.lowerBound + index]) : 0)
      }
    }
    return (word(0), word(16))
  }

  /// Negative, zero or positive as a key comes before, equals or follows another one that has the
  /// same first 32 bytes.
  func compareRest(_ left: Int, _ right: Int) -> Int {
    guard KeyView.isLong(heads[left]), KeyView.isLong(heads[right]) else { return 0 }
    let (a, b) = (range(left), range(right))
    var index = 32
    while index < min(a.count, b.count) {
      let (c, d) = (bytes[a.lowerBound + index], bytes[b.lowerBound + index])
      if c != d { return c < d ? -1 : 1 }
      index += 1
    }
    return a.count - b.count
  }

  // MARK: Long keys

  /// The highest byte of the head of a key that is kept in ``bytes``; others start with 2 at most.
  private static var mark: UInt128 { 0xFF << 120 }

  @inline(__always)
  static func isLong(_ head: UInt128) -> Bool { head >= mark }

  /// The head of a long key: its mark, most of its hash, its length, and where it starts.
  static func head(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt128 {
    let hash = UInt128(NormalizedKeys.hash(bytes, range) >> 8)
    return mark | hash << 64 | UInt128(range.count) << 36 | UInt128(range.lowerBound)
  }

  /// The head of a long key that is kept elsewhere.
  static func moved(_ head: UInt128, to start: Int) -> UInt128 {
    (head >> 36) << 36 | UInt128(start)
  }

  /// Where a long key is in ``bytes``.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { KeyView.range(heads[row]) }

  @inline(__always)
  static func range(_ head: UInt128) -> Range<Int> {
    let start = Int(truncatingIfNeeded: head) & (1 << 36 - 1)
    return start..<start + Int(truncatingIfNeeded: head >> 36) & (1 << 28 - 1)
  }

  /// Whether two stretches of bytes are the same.
  @inline(__always)
  static func isEqual(
    _ left: UnsafeRawBufferPointer, _ leftRange: Range<Int>, _ right: UnsafeRawBufferPointer,
    _ rightRange: Range<Int>
  ) -> Bool {
    let count = leftRange.count
    guard rightRange.count == count else { return false }
    func same(_ index: Int) -> Bool {
      left.loadUnaligned(fromByteOffset: leftRange.lowerBound + index, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: rightRange.lowerBound + index, as: UInt64.self)
    }
    var index = 0
    while index + 8 <= count {
      if !same(index) { return false }
      index += 8
    }
    if index == count { return true }
    if count >= 8 { return same(count - 8) }
    while index < count {
      if left[leftRange.lowerBound + index] != right[rightRange.lowerBound + index] {
        return false
      }
      index += 1
    }
    return true
  }
}
