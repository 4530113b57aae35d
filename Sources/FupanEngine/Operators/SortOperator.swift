import FupanData
import FupanPlan

/// Rows in an order; equal ones keep the order they have.
struct SortOperator: Sendable {
  let keys: [SortKey]
  var workers = Workers(threads: 1)
  /// Fewer rows than this are sorted by one worker.
  var sharedRows = Int.max

  /// The sorted rows.
  func sorted(_ rows: Batch) async -> Batch {
    guard rows.count > 1 else { return rows }
    let columns = keys.compactMap { key in
      rows[key.column].map { (column: $0, direction: key.direction, nulls: key.nulls) }
    }
    let runs = await sortedRuns(columns, count: rows.count)
    return await rows.gathered(SortOperator.merged(runs), by: workers)
  }

  /// The sorted rows, where other workers sort other rows.
  func sortedByOneWorker(_ rows: Batch) -> Batch {
    let columns = keys.compactMap { key in
      rows[key.column].map { (column: $0, direction: key.direction, nulls: key.nulls) }
    }
    return rows.gathered(
      SortOperator.order(
        OrderPrefix(columns, count: rows.count), rows: 0..<Int32(rows.count)))
  }

  /// A stretch of the rows, sorted by itself.
  struct Run: Sendable {
    /// The first row of the stretch.
    let start: Int
    let prefix: OrderPrefix
    /// Rows of the stretch, counted from its start, in order.
    let rows: [Int32]
  }

  private func sortedRuns(
    _ columns: [(column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)], count: Int
  ) async -> [Run] {
    let pieces = count < sharedRows ? 1 : workers.threads
    let size = (count + pieces - 1) / pieces
    let ranges = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    // The number of a text leaves out what all texts of its part start with, and a part without
    // missing values has other numbers than one with them.
    let isComparable = pieces == 1 || SortOperator.haveSameNumbers(columns)
    return await workers.map(ranges) { range in
      let part =
        range.count == count
        ? columns : columns.map { ($0.column.slice(range), $0.direction, $0.nulls) }
      let prefix = OrderPrefix(part, count: range.count, mayBeExact: isComparable)
      return Run(
        start: range.lowerBound, prefix: prefix,
        rows: SortOperator.order(prefix, rows: 0..<Int32(range.count)))
    }
  }

  /// Whether a key has the same number in whatever part of the rows it stands.
  private static func haveSameNumbers(_ columns: [OrderPrefix.Key]) -> Bool {
    columns.allSatisfy { key in
      if case .text = key.column { return false }
      return key.column.validity == nil
    }
  }

  /// Rows ordered by their keys, equal ones as they stand.
  static func order(_ prefix: OrderPrefix, rows: Range<Int32>) -> [Int32] {
    RadixOrder.rows(rows, by: prefix.numbers, compare: prefix.comparison)
  }

  /// All rows of the runs in order; of equal rows, those of the earlier run come first.
  private static func merged(_ runs: [Run]) -> [Int32] {
    if runs.count == 1 { return runs[0].rows }
    var result: [Int32] = []
    result.reserveCapacity(runs.reduce(0) { $0 + $1.rows.count })
    var heads = Array(repeating: 0, count: runs.count)
    while true {
      var best = -1
      for index in runs.indices where heads[index] < runs[index].rows.count {
        if best < 0 || isBefore(runs[index], heads[index], runs[best], heads[best]) { best = index }
      }
      if best < 0 { return result }
      result.append(runs[best].rows[heads[best]] + Int32(runs[best].start))
      heads[best] += 1
    }
  }

  private static func isBefore(_ left: Run, _ leftHead: Int, _ right: Run, _ rightHead: Int)
    -> Bool
  {
    let leftRow = Int(left.rows[leftHead])
    let rightRow = Int(right.rows[rightHead])
    guard let leftKeys = left.prefix.keys, let rightKeys = right.prefix.keys else {
      return left.prefix.numbers[leftRow] < right.prefix.numbers[rightRow]
    }
    return NormalizedKeys.compare(
      leftKeys.bytes, leftKeys.range(leftRow), rightKeys.bytes, rightKeys.range(rightRow)) < 0
  }
}
