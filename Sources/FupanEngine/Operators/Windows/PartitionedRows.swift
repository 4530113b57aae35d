import FupanData

/// Rows put together by partition, partitions in the order of their keys.
struct PartitionedRows: Sendable {
  /// Rows, by partition and then as they stood; nil where they stand like this already.
  let rows: [Int32]?
  /// Where each partition starts in ``rows``; one more than there are partitions.
  let starts: [Int]

  /// Rows that stand together already, in the order of their partitions.
  init(starts: [Int]) {
    rows = nil
    self.starts = starts
  }

  /// Rows ordered by their partitions, by one worker.
  init(_ prefix: OrderPrefix, count: Int) {
    self.init(prefix, ordered: SortOperator.order(prefix, rows: 0..<Int32(count)))
  }

  /// - Parameter rows: in the order of their partitions.
  private init(_ prefix: OrderPrefix, ordered rows: [Int32]) {
    let keys = prefix.keys
    let starts = prefix.numbers.withUnsafeBufferPointer { numbers in
      rows.withUnsafeBufferPointer { rows in
        func isSame(_ row: Int, _ before: Int) -> Bool {
          guard numbers[row] == numbers[before] else { return false }
          guard let keys else { return true }
          return keys.isEqual(row, to: keys, before)
        }
        var starts: [Int] = []
        for place in 0..<rows.count
        where place == 0 || !isSame(Int(rows[place]), Int(rows[place - 1])) {
          starts.append(place)
        }
        starts.append(rows.count)
        return starts
      }
    }
    self.rows = rows
    self.starts = starts
  }

  /// Rows ordered by their partitions, by all workers: rows are distributed to buckets in the order
  /// of their keys, and each bucket is ordered by itself.
  static func ordered(
    _ prefix: OrderPrefix, count: Int, by workers: Workers
  ) async -> PartitionedRows {
    let buckets = RadixOrder.buckets(prefix.numbers, bits: 10)
    let ranges = PartitionedRows.ranges(
      buckets.starts, of: max(count / (workers.threads * 8), 1 << 14))
    let parts = await workers.map(ranges) { range in
      PartitionedRows(
        prefix,
        ordered: RadixOrder.rows(
          Array(buckets.rows[range]), by: prefix.numbers, compare: prefix.comparison))
    }
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    var starts: [Int] = []
    for part in parts {
      guard let ordered = part.rows else { continue }
      starts.append(
        contentsOf: part.starts.dropLast().lazy.map { [base = rows.count] in base + $0 })
      rows.append(contentsOf: ordered)
    }
    starts.append(rows.count)
    return PartitionedRows(rows: rows, starts: starts)
  }

  private init(rows: [Int32], starts: [Int]) {
    self.rows = rows
    self.starts = starts
  }

  /// Ranges of rows in whole buckets with about `size` rows each.
  private static func ranges(_ starts: [Int], of size: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var first = 0
    for end in starts.dropFirst() where end - first >= size || end == starts[starts.count - 1] {
      if end > first { result.append(first..<end) }
      first = end
    }
    return result
  }

  /// Ranges of whole partitions with about `size` rows each.
  func stretches(of size: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var first = 0
    for partition in 1..<max(starts.count, 1)
    where starts[partition] - starts[first] >= size || partition == starts.count - 1 {
      result.append(first..<partition)
      first = partition
    }
    return result
  }
}
