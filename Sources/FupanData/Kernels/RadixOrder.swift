/// Puts rows in order by a number each: what sorting and ordered partitions are made of.
package enum RadixOrder {
  private struct Entry {
    var number: UInt64
    var row: Int32
  }

  /// Fewer rows are sorted by comparing.
  private static var fewest: Int { 512 }

  /// Rows ordered by their numbers, and where these are equal by `compare`; equal rows keep the
  /// order they have.
  ///
  /// Many rows are distributed by a byte of the number at a time, the lowest first (Knuth 1998, The
  /// Art of Computer Programming 3, 5.2.5), bytes that are alike in all rows left out.
  package static func rows(
    _ rows: Range<Int32>, by numbers: [UInt64], compare: ((Int32, Int32) -> Int)? = nil
  ) -> [Int32] {
    let entries = numbers.withUnsafeBufferPointer { numbers in
      rows.map { Entry(number: numbers[Int($0)], row: $0) }
    }
    return ordered(entries, compare)
  }

  /// As ``rows(_:by:compare:)``, of rows that come in any order.
  package static func rows(
    _ rows: [Int32], by numbers: [UInt64], compare: ((Int32, Int32) -> Int)? = nil
  ) -> [Int32] {
    let entries = numbers.withUnsafeBufferPointer { numbers in
      rows.map { Entry(number: numbers[Int($0)], row: $0) }
    }
    return ordered(entries, compare)
  }

  /// Numbers in ascending order, a byte of them at a time as ``rows(_:by:compare:)`` does it.
  package static func sorted(_ numbers: [UInt64]) -> [UInt64] {
    guard numbers.count > fewest else { return numbers.sorted() }
    var sorted = numbers
    distribute(&sorted) { $0 }
    return sorted
  }

  /// Rows distributed to buckets, buckets in the order of the numbers and rows of a bucket as they
  /// stood: what is left to do is to order each bucket by itself.
  ///
  /// - Parameter bits: how many of the highest bits that differ decide, so that there are at most two
  ///   to the power of that many buckets.
  package static func buckets(
    _ numbers: [UInt64], bits: Int
  ) -> (rows: [Int32], starts: [Int]) {
    numbers.withUnsafeBufferPointer { numbers in
      let first = numbers.first ?? 0
      let differing = numbers.reduce(0) { $0 | ($1 ^ first) }
      let shift = UInt64(Swift.max(0, 64 - differing.leadingZeroBitCount - bits))
      let mask = UInt64(1) << UInt64(bits) - 1
      var starts = Array(repeating: 0, count: 1 << bits + 1)
      let rows = starts.withUnsafeMutableBufferPointer { starts in
        for number in numbers { starts[Int(truncatingIfNeeded: number >> shift & mask) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        return [Int32](unsafeUninitializedCapacity: numbers.count) { rows, initialized in
          var next = Array(starts)
          next.withUnsafeMutableBufferPointer { next in
            for row in 0..<numbers.count {
              let bucket = Int(truncatingIfNeeded: numbers[row] >> shift & mask)
              rows[next[bucket]] = Int32(truncatingIfNeeded: row)
              next[bucket] += 1
            }
          }
          initialized = numbers.count
        }
      }
      return (rows, starts)
    }
  }

  private static func ordered(
    _ unordered: consuming [Entry], _ compare: ((Int32, Int32) -> Int)?
  ) -> [Int32] {
    var entries = unordered
    guard entries.count > fewest else {
      entries.sort { isBefore($0, $1, compare) }
      return entries.map { $0.row }
    }
    distribute(&entries) { $0.number }
    if let compare {
      entries.withUnsafeMutableBufferPointer { entries in
        var start = 0
        for end in 1...entries.count
        where end == entries.count || entries[end].number != entries[start].number {
          if end - start > 1 {
            order(UnsafeMutableBufferPointer(rebasing: entries[start..<end]), compare)
          }
          start = end
        }
      }
    }
    return entries.map { $0.row }
  }

  /// Orders rows of one number: most often a few, which are put in their places one by one.
  private static func order(
    _ entries: UnsafeMutableBufferPointer<Entry>, _ compare: (Int32, Int32) -> Int
  ) {
    func isBefore(_ left: Entry, _ right: Entry) -> Bool {
      let order = compare(left.row, right.row)
      return order != 0 ? order < 0 : left.row < right.row
    }
    if entries.count > 16 {
      var entries = entries
      entries.sort(by: isBefore)
      return
    }
    entries.orderByInsertion(isBefore)
  }

  private static func isBefore(
    _ left: Entry, _ right: Entry, _ compare: ((Int32, Int32) -> Int)?
  ) -> Bool {
    if left.number != right.number { return left.number < right.number }
    let order = compare?(left.row, right.row) ?? 0
    return order != 0 ? order < 0 : left.row < right.row
  }

  @inline(__always)
  private static func distribute<Element>(
    _ entries: inout [Element], _ number: (Element) -> UInt64
  ) {
    let first = number(entries[0])
    let differing = entries.reduce(0) { $0 | (number($1) ^ first) }
    var other = entries
    for byte in 0..<8 where differing >> UInt64(byte * 8) & 0xFF != 0 {
      let shift = UInt64(byte * 8)
      var next = Array(repeating: 0, count: 256)
      entries.withUnsafeBufferPointer { source in
        other.withUnsafeMutableBufferPointer { target in
          next.withUnsafeMutableBufferPointer { next in
            for entry in source {
              next[Int(truncatingIfNeeded: number(entry) >> shift & 0xFF)] += 1
            }
            var place = 0
            for bucket in 0..<256 {
              (next[bucket], place) = (place, place + next[bucket])
            }
            for entry in source {
              let bucket = Int(truncatingIfNeeded: number(entry) >> shift & 0xFF)
              target[next[bucket]] = entry
              next[bucket] += 1
            }
          }
        }
      }
      swap(&entries, &other)
    }
  }
}
