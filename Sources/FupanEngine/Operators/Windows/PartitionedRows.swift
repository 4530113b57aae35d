import FupanData

/// Rows put together by partition, partitions in the order of their keys.
struct PartitionedRows: Sendable {
  /// Rows, by partition and then as they stood.
  let rows: [Int32]
  /// Where each partition starts in ``rows``; one more than there are partitions.
  let starts: [Int]

  /// All rows as one partition.
  init(whole count: Int) {
    rows = (0..<Int32(count)).map { $0 }
    starts = count == 0 ? [0] : [0, count]
  }

  /// Rows that stand together by partition already, where each partition starts, and where the last
  /// one ends.
  init(inOrder starts: [Int]) {
    rows = (0..<Int32(starts[starts.count - 1])).map { $0 }
    self.starts = starts
  }

  /// The rows of a batch by the values of some columns.
  init(_ batch: Batch, by columns: [String]) {
    if columns.isEmpty {
      self.init(whole: batch.count)
    } else {
      var partitions = KeyTable()
      let partitionOfRow = partitions.insert(
        columns.compactMap { batch[$0] }, count: batch.count)
      self.init(partitions, partitionOfRow)
    }
  }

  /// A counting sort: one pass to count, one to place.
  init(_ partitions: KeyTable, _ partitionOfRow: [Int32]) {
    var rank = Array(repeating: Int32(0), count: partitions.count)
    for (position, partition) in partitions.sortedKeys().enumerated() {
      rank[Int(partition)] = Int32(position)
    }
    var starts = Array(repeating: 0, count: partitions.count + 1)
    for partition in partitionOfRow { starts[Int(rank[Int(partition)]) + 1] += 1 }
    for position in 0..<partitions.count { starts[position + 1] += starts[position] }
    var next = starts
    var rows = Array(repeating: Int32(0), count: partitionOfRow.count)
    for (row, partition) in partitionOfRow.enumerated() {
      let position = Int(rank[Int(partition)])
      rows[next[position]] = Int32(row)
      next[position] += 1
    }
    self.rows = rows
    self.starts = starts
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
