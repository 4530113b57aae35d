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
    var entries = numbers.withUnsafeBufferPointer { numbers in
      rows.map { Entry(number: numbers[Int($0)], row: $0) }
    }
    guard entries.count > fewest else {
      entries.sort { isBefore($0, $1, compare) }
      return entries.map { $0.row }
    }
    distribute(&entries)
    if let compare {
      var start = 0
      for end in 1...entries.count
      where end == entries.count || entries[end].number != entries[start].number {
        if end - start > 1 { entries[start..<end].sort { isBefore($0, $1, compare) } }
        start = end
      }
    }
    return entries.map { $0.row }
  }

  private static func isBefore(
    _ left: Entry, _ right: Entry, _ compare: ((Int32, Int32) -> Int)?
  ) -> Bool {
    if left.number != right.number { return left.number < right.number }
    let order = compare?(left.row, right.row) ?? 0
    return order != 0 ? order < 0 : left.row < right.row
  }

  private static func distribute(_ entries: inout [Entry]) {
    var counts = Array(repeating: 0, count: 8 * 256)
    for entry in entries {
      for byte in 0..<8 {
        counts[byte << 8 | Int(truncatingIfNeeded: entry.number >> UInt64(byte * 8) & 0xFF)] += 1
      }
    }
    var other = entries
    for byte in 0..<8 where !counts[byte << 8..<(byte + 1) << 8].contains(entries.count) {
      var place = 0
      var next = counts[byte << 8..<(byte + 1) << 8].map { count in
        defer { place += count }
        return place
      }
      entries.withUnsafeBufferPointer { source in
        other.withUnsafeMutableBufferPointer { target in
          next.withUnsafeMutableBufferPointer { next in
            for entry in source {
              let bucket = Int(truncatingIfNeeded: entry.number >> UInt64(byte * 8) & 0xFF)
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
