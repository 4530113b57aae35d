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

  /// The rows whose flag is set.
  package init(_ flags: [Bool]) {
    count = flags.count
    words = []
    words.reserveCapacity((flags.count + 63) / 64)
    flags.withUnsafeBufferPointer { flags in
      for start in stride(from: 0, to: flags.count, by: 64) {
        var word: UInt64 = 0
        for row in start..<Swift.min(start + 64, flags.count) where flags[row] {
          word |= 1 << UInt64(row & 63)
        }
        words.append(word)
      }
    }
  }

  /// One flag a row: whether it holds a value.
  package var flags: [Bool] {
    [Bool](unsafeUninitializedCapacity: count) { target, initialized in
      words.withUnsafeBufferPointer { words in
        for row in 0..<count {
          target.initializeElement(at: row, to: words[row >> 6] >> UInt64(row & 63) & 1 == 1)
        }
      }
      initialized = count
    }
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

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  ///
  /// - Parameter validity: nil where no row is missing.
  package static func gathered(_ validity: Validity?, _ indices: [Int32]) -> Validity {
    var result = Validity()
    result.count = indices.count
    result.words.reserveCapacity((indices.count + 63) / 64)
    func fill(_ isPresent: (Int) -> Bool) {
      indices.withUnsafeBufferPointer { indices in
        for start in stride(from: 0, to: indices.count, by: 64) {
          var word: UInt64 = 0
          for row in start..<Swift.min(start + 64, indices.count) where indices[row] >= 0 {
            if isPresent(Int(indices[row])) { word |= 1 << UInt64(row & 63) }
          }
          result.words.append(word)
        }
      }
    }
    if let validity {
      validity.words.withUnsafeBufferPointer { words in
        fill { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
      }
    } else {
      fill { _ in true }
    }
    return result
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
