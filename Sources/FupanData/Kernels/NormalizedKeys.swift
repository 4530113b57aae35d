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
    bytes = []
    offsets = [0]
    offsets.reserveCapacity(count + 1)
    if columns.count == 1 {
      encodeOnly(columns[0].column, columns[0].direction, columns[0].nulls)
      return
    }
    // Columns are encoded one after the other, then interleaved by row.
    let parts = columns.map { entry in
      var part = NormalizedKeys(bytes: [], offsets: [0])
      part.encodeOnly(entry.column, entry.direction, entry.nulls)
      return part
    }
    let total = parts.reduce(0) { $0 + $1.bytes.count }
    var ends: [Int] = Array(repeating: 0, count: count + 1)
    bytes = [UInt8](unsafeUninitializedCapacity: total) { target, initialized in
      // Each column is laid into the rows' slots in turn; `next` is where a row's next part goes.
      for part in parts { for row in 0..<count { ends[row + 1] += part.range(row).count } }
      for row in 0..<count { ends[row + 1] += ends[row] }
      var next = ends
      for part in parts {
        part.bytes.withUnsafeBufferPointer { source in
          for row in 0..<count {
            let range = part.range(row)
            for (offset, index) in range.enumerated() { target[next[row] + offset] = source[index] }
            next[row] += range.count
          }
        }
      }
      initialized = total
    }
    offsets = ends
  }

  private init(bytes: [UInt8], offsets: [Int]) {
    self.bytes = bytes
    self.offsets = offsets
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
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        let shared = Swift.min(leftRange.count, rightRange.count)
        var i = leftRange.lowerBound
        var j = rightRange.lowerBound
        let end = i + shared
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
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    let range = range(row)
    bytes.withUnsafeBytes { buffer in
      var index = range.lowerBound
      while index + 8 <= range.upperBound {
        hash = NormalizedKeys.mix(
          hash ^ buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var tail: UInt64 = UInt64(range.count) << 56
      var shift: UInt64 = 0
      while index < range.upperBound {
        tail |= UInt64(buffer[index]) << shift
        shift += 8
        index += 1
      }
      hash = NormalizedKeys.mix(hash ^ tail)
    }
    return hash
  }

  @inlinable static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }

  private mutating func encodeOnly(
    _ column: Column, _ direction: SortKey.Direction, _ nulls: SortKey.Nulls
  ) {
    let flip: UInt8 = direction == .descending ? 0xFF : 0
    let missing: UInt8 = nulls == .first ? 0 : 2
    switch column {
    case .bool(let column):
      encode(column, missing) { value, bytes in bytes.append((value ? 1 : 0) ^ flip) }
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      bytes.reserveCapacity(column.count * 9)
      encode(column, missing) { value, bytes in
        NormalizedKeys.append(UInt64(bitPattern: value) ^ (1 << 63), flip, to: &bytes)
      }
    case .wideDecimal(let column, _):
      encode(column, missing) { value, bytes in
        let pattern = UInt128(bitPattern: value) ^ (1 << 127)
        NormalizedKeys.append(UInt64(truncatingIfNeeded: pattern >> 64), flip, to: &bytes)
        NormalizedKeys.append(UInt64(truncatingIfNeeded: pattern), flip, to: &bytes)
      }
    case .number(let column):
      encode(column, missing) { value, bytes in
        let pattern = (value == 0 ? 0 : value).bitPattern
        let ordered = pattern >> 63 == 1 ? ~pattern : pattern | (1 << 63)
        NormalizedKeys.append(ordered, flip, to: &bytes)
      }
    case .date(let column):
      encode(column, missing) { value, bytes in
        let pattern = UInt32(bitPattern: value) ^ (1 << 31)
        for shift: UInt32 in [24, 16, 8, 0] {
          bytes.append(UInt8(truncatingIfNeeded: pattern >> shift) ^ flip)
        }
      }
    case .text(let column):
      encode(column, flip, missing)
    case .list:
      preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  private mutating func encode(_ column: TextColumn, _ flip: UInt8, _ missing: UInt8) {
    let rows = column.count
    let validity = column.validity
    let starts = column.offsets
    var ends: [Int] = [0]
    ends.reserveCapacity(rows + 1)
    // A zero byte takes two, so twice the text and three more a row is always enough.
    let zeros = column.bytes.count { $0 == 0 }
    let capacity = column.bytes.count + zeros + rows * 3
    bytes = [UInt8](unsafeUninitializedCapacity: capacity) { target, initialized in
      column.bytes.withUnsafeBufferPointer { source in
        var end = 0
        for row in 0..<rows {
          if validity.map({ $0[row] }) ?? true {
            target[end] = 1
            end += 1
            for index in Int(starts[row])..<Int(starts[row + 1]) {
              let byte = source[index]
              target[end] = byte ^ flip
              end += 1
              if byte == 0 {
                target[end] = 0xFF ^ flip
                end += 1
              }
            }
            target[end] = flip
            target[end + 1] = flip
            end += 2
          } else {
            target[end] = missing
            end += 1
          }
          ends.append(end)
        }
        initialized = end
      }
    }
    offsets = ends
  }

  private mutating func encode<Element>(
    _ column: FixedColumn<Element>, _ missing: UInt8,
    _ write: (Element, inout [UInt8]) -> Void
  ) {
    for row in 0..<column.count {
      if column.isValid(row) {
        bytes.append(1)
        write(column.values[row], &bytes)
      } else {
        bytes.append(missing)
      }
      offsets.append(bytes.count)
    }
  }

  private static func append(_ pattern: UInt64, _ flip: UInt8, to bytes: inout [UInt8]) {
    let flipped = pattern ^ (flip == 0 ? 0 : .max)
    withUnsafeBytes(of: flipped.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
