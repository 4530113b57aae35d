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
    let columns = order.compactMap { key in
      source[key.column].map { ($0.gathered(rows), key.direction, key.nulls) }
    }
    let prefix = OrderPrefix(columns, count: rows.count)
    var ordered = rows
    for partition in bounds.indices.dropLast() {
      let range = bounds[partition]..<bounds[partition + 1]
      if isOrdered {
        for row in range.dropFirst() { isPeer[row] = prefix.isEqual(row - 1, row) }
        continue
      }
      let local = SortOperator.order(
        prefix, rows: Int32(range.lowerBound)..<Int32(range.upperBound))
      for (offset, row) in local.enumerated() {
        ordered[range.lowerBound + offset] = rows[Int(row)]
        if offset > 0 {
          isPeer[range.lowerBound + offset] = prefix.isEqual(Int(local[offset - 1]), Int(row))
        }
      }
    }
    batch = source.gathered(ordered)
    self.isPeer = isPeer
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
