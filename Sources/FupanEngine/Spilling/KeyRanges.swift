import FupanData
import FupanDiagnostics

/// Rows in the spill file, to be read by ranges of their keys: what needs to see all rows of a key,
/// or all rows in an order, sees those of a range and does with them what it does with all.
///
/// Rows are written in runs, each ordered by key and cut into blocks whose first and last keys stay
/// in memory. A range takes of every run the blocks that it meets (the runs of an external sort:
/// Knuth 1998, The Art of Computer Programming 3, 5.4; ranges instead of a merge, so that workers
/// need not wait for each other). Rows of equal keys are always in one range, and come in the order
/// in which they were added.
struct KeyRanges: Sendable {
  /// What rows are ordered by.
  let keys: [SortKey]
  let budget: MemoryBudget
  private var schema: Schema?
  private var runs: [[Block]] = []
  /// The last key of each range but the last one, ascending.
  private var bounds: [[UInt8]] = []
  private var rowsOfRange: [Int] = []

  /// Some rows of a run that follow each other.
  private struct Block: Sendable {
    var rows: SpilledBatch
    var first: [UInt8]
    var last: [UInt8]
  }

  init(by keys: [SortKey], in budget: MemoryBudget) {
    self.keys = keys
    self.budget = budget
  }

  var isEmpty: Bool { runs.isEmpty }

  /// How many ranges there are once they are ``cut(into:)``.
  var count: Int { rowsOfRange.count }

  /// About how many rows a range has.
  func rowCount(_ range: Int) -> Int { rowsOfRange[range] }

  private var blockRows: Int { max(1, budget.pieceRows / 8) }

  /// Writes rows that come after all that were added before.
  ///
  /// - Throws: `spill_full` and `spill_failed`.
  mutating func add(_ rows: Batch) throws(Problems) {
    guard rows.count > 0 else { return }
    schema = rows.schema
    let order = SortOperator.order(
      OrderPrefix(columns(of: rows), count: rows.count), rows: 0..<Int32(rows.count))
    var run: [Block] = []
    for start in stride(from: 0, to: order.count, by: blockRows) {
      let block = rows.gathered(Array(order[start..<min(start + blockRows, order.count)]))
      let ends = NormalizedKeys(
        columns(of: block).map {
          ($0.column.gathered([0, Int32(block.count - 1)]), $0.direction, $0.nulls)
        },
        count: 2)
      run.append(
        Block(
          rows: try SpilledBatch(block, to: budget.file), first: Array(ends.bytes[ends.range(0)]),
          last: Array(ends.bytes[ends.range(1)])))
    }
    runs.append(run)
  }

  /// Cuts the rows into ranges of about `size` rows.
  mutating func cut(into size: Int) {
    // With many runs a range is made of many pieces of blocks, so it has to be larger than they are.
    let size = max(size, runs.count * blockRows)
    let ends = runs.joined().map { ($0.last, $0.rows.count) }
      .sorted { KeyRanges.compare($0.0, $1.0) < 0 }
    bounds = []
    rowsOfRange = []
    var rows = 0
    for (index, end) in ends.enumerated() {
      rows += end.1
      if rows >= size, index + 1 < ends.count, ends[index + 1].0 != end.0 {
        bounds.append(end.0)
        rowsOfRange.append(rows)
        rows = 0
      }
    }
    if !ends.isEmpty { rowsOfRange.append(rows) }
  }

  /// The rows of a range: those of each run by key, one run after the other.
  func rows(_ range: Int) throws(Problems) -> Batch {
    guard let schema else { preconditionFailure("a range of no rows") }
    let after = range == 0 ? nil : bounds[range - 1]
    let last = range == bounds.count ? nil : bounds[range]
    var pieces: [Batch] = []
    for run in runs {
      // Blocks that end before the range or begin behind it are not read.
      for block in run[KeyRanges.firstIndex(of: run, endingAfter: after)...] {
        if let last, KeyRanges.compare(block.first, last) > 0 { break }
        let rows = try block.rows.rows()
        let part = self.range(
          range, of: NormalizedKeys(columns(of: rows), count: rows.count))
        if !part.isEmpty { pieces.append(rows.slice(part)) }
      }
    }
    return try Batch.combined(pieces, schema)
  }

  /// Where the rows of a range are among rows in the order of these keys.
  func range(_ range: Int, of keys: NormalizedKeys) -> Range<Int> {
    let start = range == 0 ? 0 : KeyRanges.firstRow(of: keys, after: bounds[range - 1])
    let end =
      range == bounds.count ? keys.count : KeyRanges.firstRow(of: keys, after: bounds[range])
    return start..<end
  }

  private func columns(
    of rows: Batch
  ) -> [(column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)] {
    keys.compactMap { key in rows[key.column].map { ($0, key.direction, key.nulls) } }
  }

  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    NormalizedKeys.compare(left, left.indices, right, right.indices)
  }

  private static func firstIndex(of run: [Block], endingAfter key: [UInt8]?) -> Int {
    guard let key else { return 0 }
    return firstIndex(of: run.count) { compare(run[$0].last, key) > 0 }
  }

  private static func firstRow(of keys: NormalizedKeys, after key: [UInt8]) -> Int {
    firstIndex(of: keys.count) {
      NormalizedKeys.compare(keys.bytes, keys.range($0), key, key.indices) > 0
    }
  }

  /// The first of some positions for which something is true that stays so from there on.
  private static func firstIndex(of count: Int, where isTrue: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
