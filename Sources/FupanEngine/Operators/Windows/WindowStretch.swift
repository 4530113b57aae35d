import FupanData
import FupanDiagnostics
import FupanPlan

/// Some whole partitions of a window, ordered: what its functions are computed from.
struct WindowStretch {
  /// The rows in order.
  let batch: Batch
  /// Where each partition starts; one more than there are partitions.
  let starts: [Int]
  /// Whether a row is equal in partition and order to the one before it.
  let isPeer: [Bool]

  /// Orders the rows of some partitions.
  ///
  /// - Parameter bounds: where the partitions start in `rows`, and where the last one ends.
  init(_ source: Batch, rows: [Int32], bounds: [Int], order: [SortKey], isOrdered: Bool) {
    var isPeer = Array(repeating: false, count: rows.count)
    starts = bounds
    if order.isEmpty || rows.isEmpty {
      batch = source.gathered(rows)
      for partition in bounds.indices.dropLast() {
        for row in (bounds[partition] + 1)..<max(bounds[partition] + 1, bounds[partition + 1]) {
          isPeer[row] = true
        }
      }
      self.isPeer = isPeer
      return
    }
    let isWhole = source.isAll(rows)
    let columns = order.compactMap { key in
      source[key.column].map { (isWhole ? $0 : $0.gathered(rows), key.direction, key.nulls) }
    }
    let prefix = OrderPrefix(columns, count: rows.count)
    // Positions in `rows`, ordered within each partition.
    var positions: [Int32] = Array(0..<Int32(rows.count))
    var isMoved = false
    for partition in bounds.indices.dropLast() {
      let range = bounds[partition]..<bounds[partition + 1]
      if range.count < 2 { continue }
      if !isOrdered, !prefix.isAscending(range) {
        WindowStretch.order(&positions, range, prefix)
        isMoved = true
      }
      for row in range.dropFirst() {
        isPeer[row] = prefix.isEqual(Int(positions[row - 1]), Int(positions[row]))
      }
    }
    let ordered = isMoved ? positions.map { rows[Int($0)] } : rows
    batch = source.gathered(ordered)
    self.isPeer = isPeer
  }

  /// Orders the positions in a range, which are ascending; equal ones stay so.
  private static func order(
    _ positions: inout [Int32], _ range: Range<Int>, _ prefix: OrderPrefix
  ) {
    // Most partitions are small, and nothing is cheaper than putting a few rows in their places.
    guard range.count <= 24 else {
      let sorted = SortOperator.order(
        prefix, rows: Int32(range.lowerBound)..<Int32(range.upperBound))
      positions.replaceSubrange(range, with: sorted)
      return
    }
    for index in range.dropFirst() {
      let moved = positions[index]
      var place = index
      while place > range.lowerBound, prefix.isBefore(Int(moved), Int(positions[place - 1])) {
        positions[place] = positions[place - 1]
        place -= 1
      }
      positions[place] = moved
    }
  }

  /// The ranges of two or more rows that are equal in partition and order.
  func ties() -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for row in 0...isPeer.count where row == isPeer.count || !isPeer[row] {
      if row - start > 1 { result.append(start..<row) }
      start = row
    }
    return result
  }
}
