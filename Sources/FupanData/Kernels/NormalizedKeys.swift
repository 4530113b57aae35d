/// The values of some columns as one byte string a row, so that comparing bytes compares rows.
///
/// Grouping, joining, sorting, windows and distinct counts all work on these: two rows are equal
/// in the columns exactly if their bytes are, and `memcmp` orders them as declared.
///
/// Each value is a marker byte for missing or present and then, for a present one: numbers
/// big-endian with the sign flipped, text with 0x00 written as 0x00 0xFF and ended by 0x00 0x00;
/// every byte inverted where the column descends.
@usableFromInline package struct NormalizedKeys: Sendable {
  @usableFromInline package private(set) var bytes: [UInt8]
  /// One more than there are rows.
  @usableFromInline package private(set) var offsets: [Int]

  /// The number of rows.
  @inlinable package var count: Int { offsets.count - 1 }

  /// Where the key of a row is in ``bytes``.
  @inlinable package func range(_ row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// Keys for equality only: every column ascending, missing values last.
  package init(_ columns: [Column], count: Int) {
    self.init(columns.map { ($0, SortKey.Direction.ascending, SortKey.Nulls.last) }, count: count)
  }

  /// Keys that order rows as the columns' directions say.
  ///
  /// - Precondition: no column is a list, and all have `count` rows.
  package init(
    _ columns: [(column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)], count: Int
  ) {
    let parts = columns.map { KeyPart($0.column, $0.direction, $0.nulls) }
    // Widths first, so that every value is written straight to its place.
    var ends: [Int] = Array(repeating: 0, count: count + 1)
    let total = ends.withUnsafeMutableBufferPointer { ends in
      for part in parts { part.addWidths(to: ends, count: count) }
      var end = 0
      for row in 0...count {
        end += ends[row]
        ends[row] = end
      }
      return end
    }
    bytes = [UInt8](unsafeUninitializedCapacity: total) { target, initialized in
      if let start = target.baseAddress {
        if parts.count == 1 {
          ends.withUnsafeBufferPointer { parts[0].write(to: start, at: $0, count: count) }
        } else {
          var next = ends
          next.withUnsafeMutableBufferPointer { next in
            for part in parts { part.write(to: start, advancing: next, count: count) }
          }
        }
      }
      initialized = total
    }
    offsets = ends
  }

  /// Whether a row of these keys and one of `other` have equal bytes.
  @inlinable package func isEqual(_ row: Int, to other: NormalizedKeys, _ otherRow: Int) -> Bool {
    NormalizedKeys.compare(bytes, range(row), other.bytes, other.range(otherRow)) == 0
  }

  /// Whether a row comes before another one; equal rows do not.
  @inlinable package func isBefore(_ left: Int, _ right: Int) -> Bool {
    NormalizedKeys.compare(bytes, range(left), bytes, range(right)) < 0
  }

  /// Negative, zero or positive as the left bytes come before, equal or follow the right ones.
  @inlinable package static func compare(
    _ left: [UInt8], _ leftRange: Range<Int>, _ right: [UInt8], _ rightRange: Range<Int>
  ) -> Int {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        let shared = Swift.min(leftRange.count, rightRange.count)
        var i = leftRange.lowerBound
        var j = rightRange.lowerBound
        let end = i + shared
        while i + 8 <= end {
          let a = left.loadUnaligned(fromByteOffset: i, as: UInt64.self)
          let b = right.loadUnaligned(fromByteOffset: j, as: UInt64.self)
          if a != b { return a.byteSwapped < b.byteSwapped ? -1 : 1 }
          i += 8
          j += 8
        }
        while i < end {
          let a = left[i]
          let b = right[j]
          if a != b { return a < b ? -1 : 1 }
          i += 1
          j += 1
        }
        return leftRange.count - rightRange.count
      }
    }
  }

  /// A well-mixed hash of a row's key, the same in every process.
  @inlinable package func hash(_ row: Int) -> UInt64 {
    let range = range(row)
    return bytes.withUnsafeBytes { NormalizedKeys.hash($0, range) }
  }

  @inlinable static func hash(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    guard index < range.upperBound else { return mix(hash) }
    var tail: UInt64 = 0
    if range.count >= 8 {
      // The last eight bytes: some of them a second time, which does no harm.
      tail = bytes.loadUnaligned(fromByteOffset: range.upperBound - 8, as: UInt64.self)
    } else {
      while index < range.upperBound {
        tail = tail << 8 | UInt64(bytes[index])
        index += 1
      }
    }
    return mix(mix(hash ^ tail))
  }

  @inlinable static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
