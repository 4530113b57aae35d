import FupanData

/// The start of each row's order key as one number, so that most comparisons are of numbers.
struct OrderPrefix: Sendable {
  /// Numbers that order rows as far as they differ.
  let numbers: [UInt64]
  /// Decides between equal numbers; nil where equal numbers are equal keys.
  let keys: NormalizedKeys?

  /// - Precondition: all columns have `count` rows.
  init(
    _ columns: [(column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)], count: Int
  ) {
    if columns.isEmpty {
      numbers = Array(repeating: 0, count: count)
      keys = nil
    } else if columns.count == 1, columns[0].column.validity == nil,
      let exact = OrderPrefix.exact(columns[0].column, columns[0].direction)
    {
      numbers = exact
      keys = nil
    } else {
      let keys = NormalizedKeys(columns, count: count)
      let skipped = OrderPrefix.sharedBytes(keys)
      numbers = keys.bytes.withUnsafeBytes { bytes in
        (0..<count).map { row in
          let range = keys.range(row)
          var number: UInt64 = 0
          let start = range.lowerBound + skipped
          if start + 8 <= range.upperBound {
            return UInt64(
              bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
          }
          for index in start..<(start + 8) {
            number = number << 8 | (index < range.upperBound ? UInt64(bytes[index]) : 0)
          }
          return number
        }
      }
      self.keys = keys
    }
  }

  /// Whether two rows have equal keys.
  func isEqual(_ left: Int, _ right: Int) -> Bool {
    numbers[left] == numbers[right] && keys.map { $0.isEqual(left, to: $0, right) } ?? true
  }

  /// Whether a row comes before another one; equal rows do not.
  func isBefore(_ left: Int, _ right: Int) -> Bool {
    if numbers[left] != numbers[right] { return numbers[left] < numbers[right] }
    return keys.map { $0.isBefore(left, right) } ?? false
  }

  /// Whether the rows of a range are in their order already.
  func isAscending(_ range: Range<Int>) -> Bool {
    for row in range.dropFirst() where isBefore(row, row - 1) { return false }
    return true
  }

  /// How many bytes all keys start with.
  private static func sharedBytes(_ keys: NormalizedKeys) -> Int {
    guard keys.count > 1 else { return 0 }
    let first = keys.range(0)
    var shared = first.count
    keys.bytes.withUnsafeBufferPointer { bytes in
      for row in 1..<keys.count where shared > 0 {
        let range = keys.range(row)
        shared = min(shared, range.count)
        var index = 0
        while index < shared, bytes[first.lowerBound + index] == bytes[range.lowerBound + index] {
          index += 1
        }
        shared = index
      }
    }
    return shared
  }

  private static func exact(_ column: Column, _ direction: SortKey.Direction) -> [UInt64]? {
    let flip: UInt64 = direction == .descending ? .max : 0
    switch column {
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      return column.values.map { (UInt64(bitPattern: $0) ^ (1 << 63)) ^ flip }
    case .date(let column):
      return column.values.map { (UInt64(bitPattern: Int64($0)) ^ (1 << 63)) ^ flip }
    case .bool, .wideDecimal, .number, .text, .list: return nil
    }
  }
}
