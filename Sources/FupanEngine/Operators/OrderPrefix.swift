import FupanData

/// The start of each row's order key as one number, so that most comparisons are of numbers.
struct OrderPrefix: Sendable {
  /// Numbers that order rows as far as they differ.
  let numbers: [UInt64]
  /// Decides between equal numbers; nil where equal numbers are equal keys.
  let keys: NormalizedKeys?

  /// A column to order by.
  typealias Key = (column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)

  /// - Parameter mayBeExact: false for a part of rows whose numbers another part's would not compare
  ///   with; its keys do.
  /// - Precondition: all columns have `count` rows.
  init(_ columns: [Key], count: Int, mayBeExact: Bool = true) {
    if columns.isEmpty {
      numbers = Array(repeating: 0, count: count)
      keys = nil
    } else if mayBeExact, columns.count == 1, columns[0].column.validity == nil,
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

  /// Decides between rows of equal numbers; nil where these are equal in all.
  var comparison: ((Int32, Int32) -> Int)? {
    keys.map { keys in
      { left, right in
        NormalizedKeys.compare(
          keys.bytes, keys.range(Int(left)), keys.bytes, keys.range(Int(right)))
      }
    }
  }

  /// Orders the positions of rows within each of some ranges; equal rows stay as they are.
  ///
  /// - Precondition: position `i` is that of row `i`.
  /// - Parameter bounds: where the ranges start, and where the last one ends.
  func order(_ positions: inout [Int32], within bounds: [Int]) {
    // Most ranges are small.
    let keys = keys
    positions.withUnsafeMutableBufferPointer { positions in
      numbers.withUnsafeBufferPointer { numbers in
        func isBefore(_ left: Int32, _ right: Int32) -> Bool {
          let (first, second) = (numbers[Int(left)], numbers[Int(right)])
          if first != second { return first < second }
          return keys?.isBefore(Int(left), Int(right)) ?? false
        }
        for index in 0..<max(bounds.count - 1, 0) {
          let (start, end) = (bounds[index], bounds[index + 1])
          guard end - start <= 24 else {
            let isOrdered = (start + 1..<end).allSatisfy { !isBefore(Int32($0), Int32($0 - 1)) }
            if isOrdered { continue }
            let sorted = SortOperator.order(self, rows: Int32(start)..<Int32(end))
            for (place, position) in sorted.enumerated() { positions[start + place] = position }
            continue
          }
          UnsafeMutableBufferPointer(rebasing: positions[start..<end]).orderByInsertion(isBefore)
        }
      }
    }
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
    case .text(let column): return text(column, flip)
    case .bool, .wideDecimal, .number, .list: return nil
    }
  }

  /// The texts as numbers where what they do not share is short: their bytes, the first one highest,
  /// filled up with zeros.
  private static func text(_ column: TextColumn, _ flip: UInt64) -> [UInt64]? {
    let texts = column.offsets.count - 1
    let numbers = column.bytes.withUnsafeBytes { bytes -> [UInt64]? in
      column.offsets.withUnsafeBufferPointer { offsets -> [UInt64]? in
        guard let shared = sharedBytes(bytes, offsets, atMost: 8) else { return nil }
        var isExact = true
        let numbers = [UInt64](unsafeUninitializedCapacity: texts) { numbers, initialized in
          for text in 0..<texts {
            let start = Int(offsets[text]) + shared
            let count = Int(offsets[text + 1]) - start
            var number: UInt64 = 0
            if count > 0, start + 8 <= bytes.count {
              number = UInt64(
                bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
              number &= UInt64.max << UInt64(64 - count * 8)
            } else {
              for index in 0..<max(count, 0) {
                number |= UInt64(bytes[start + index]) << UInt64(56 - index * 8)
              }
            }
            // A zero at the end of a text cannot be told from what it is filled up with.
            if count > 0, number >> UInt64(64 - count * 8) & 0xFF == 0 { isExact = false }
            numbers[text] = number ^ flip
          }
          initialized = texts
        }
        return isExact ? numbers : nil
      }
    }
    guard let numbers, column.isCoded else { return numbers }
    return column.codes.map { numbers[Int($0)] }
  }

  /// How many bytes all texts start with, nil where one has more than so many others.
  private static func sharedBytes(
    _ bytes: UnsafeRawBufferPointer, _ offsets: UnsafeBufferPointer<UInt32>, atMost rest: Int
  ) -> Int? {
    guard offsets.count > 1 else { return 0 }
    let first = Int(offsets[0])
    var shared = Int(offsets[1]) - first
    var longest = 0
    for text in 0..<offsets.count - 1 {
      let start = Int(offsets[text])
      let count = Int(offsets[text + 1]) - start
      longest = max(longest, count)
      shared = min(shared, count)
      var index = 0
      while index < shared, bytes[first + index] == bytes[start + index] { index += 1 }
      shared = index
    }
    return longest - shared <= rest ? shared : nil
  }
}
