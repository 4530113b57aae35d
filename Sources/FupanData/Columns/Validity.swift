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

  /// Appends some rows of another, a word at a time.
  package mutating func append(_ other: Validity, _ rows: Range<Int>) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let taken = Swift.min(64, rows.upperBound - row)
      var word = other.words[row >> 6] >> UInt64(row & 63)
      if row & 63 != 0, (row >> 6) + 1 < other.words.count {
        word |= other.words[(row >> 6) + 1] << UInt64(64 - row & 63)
      }
      append(word, count: taken)
      row += taken
    }
  }

  /// Appends that many rows that all hold a value.
  package mutating func appendPresent(_ rows: Int) {
    var left = rows
    while left > 0 {
      append(.max, count: Swift.min(64, left))
      left -= 64
    }
  }

  /// Appends the lowest bits of a word, at most 64.
  private mutating func append(_ word: UInt64, count rows: Int) {
    let bits = rows == 64 ? word : word & ((1 << UInt64(rows)) - 1)
    let used = UInt64(count & 63)
    if used == 0 {
      words.append(bits)
    } else {
      words[words.count - 1] |= bits << used
      if Int(used) + rows > 64 { words.append(bits >> (64 - used)) }
    }
    count += rows
  }

  /// Whether one of the indices of a gather is below 0.
  static func haveGaps(_ indices: [Int32]) -> Bool {
    var signs: Int32 = 0
    for index in indices { signs |= index }
    return signs < 0
  }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  ///
  /// - Parameter validity: nil where no row is missing.
  package static func gathered(_ validity: Validity?, _ indices: [Int32]) -> Validity {
    var result = Validity()
    result.count = indices.count
    let present = validity?.words ?? []
    result.words = indices.withUnsafeBufferPointer { indices in
      present.withUnsafeBufferPointer { present in
        let all = validity == nil
        return [UInt64](unsafeUninitializedCapacity: (indices.count + 63) / 64) { words, filled in
          filled = (indices.count + 63) / 64
          for index in 0..<filled {
            let start = index &* 64
            var word: UInt64 = 0
            for row in start..<Swift.min(start &+ 64, indices.count) {
              let source = Int(indices[row])
              guard source >= 0 else { continue }
              let bit =
                all ? 1 : present[source >> 6] >> UInt64(truncatingIfNeeded: source & 63) & 1
              word |= bit << UInt64(truncatingIfNeeded: row & 63)
            }
            words.initializeElement(at: index, to: word)
          }
        }
      }
    }
    return result
  }

  /// How many rows are missing.
  package var missingCount: Int { count - presentCount }

  /// Rows that hold a value in both; nil stands for "every row".
  package static func both(_ left: Validity?, _ right: Validity?) -> Validity? {
    guard let left else { return right }
    guard let right else { return left }
    var result = left
    for index in result.words.indices { result.words[index] &= right.words[index] }
    return result
  }
}
