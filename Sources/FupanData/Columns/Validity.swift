/// Which rows of a column hold a value: one bit a row, set where there is one.
@usableFromInline package struct Validity: Hashable, Sendable {
  @usableFromInline package var words: [UInt64]
  @usableFromInline package var count: Int

  /// `count` rows, all with a value or all missing.
  package init(repeating value: Bool, count: Int) {
    words = Array(repeating: value ? .max : 0, count: (count + 63) / 64)
    self.count = count
    // Bits beyond the last row stay 0: `append` only ever sets them, and equal rows are equal words.
    if value, count & 63 != 0 { words[words.count - 1] = (1 << UInt64(count & 63)) - 1 }
  }

  @inlinable package init() {
    words = []
    count = 0
  }

  /// Whether the row holds a value.
  @inlinable package subscript(_ row: Int) -> Bool {
    words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// Marks a row as holding a value or not.
  @inlinable package mutating func set(_ row: Int, _ value: Bool) {
    let bit: UInt64 = 1 << UInt64(row & 63)
    if value { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
  }

  @inlinable package mutating func append(_ value: Bool) {
    if count & 63 == 0 { words.append(0) }
    if value { words[count >> 6] |= 1 << UInt64(count & 63) }
    count += 1
  }

  /// How many rows are missing.
  package var missingCount: Int {
    var present = 0
    for (index, word) in words.enumerated() {
      let tail = count - index * 64
      present += (tail >= 64 ? word : word & ((1 << UInt64(tail)) - 1)).nonzeroBitCount
    }
    return count - present
  }

  /// Rows that hold a value in both; nil stands for "every row".
  package static func both(_ left: Validity?, _ right: Validity?) -> Validity? {
    guard let left else { return right }
    guard let right else { return left }
    var result = left
    for index in result.words.indices { result.words[index] &= right.words[index] }
    return result
  }
}
