import FupanData
import FupanDiagnostics

/// Rows in the spill file, to be read by ranges of their keys: what needs to see all rows of a key,
/// or all rows in an order, sees those of a range and does with them what it does with all.
///
/// Rows are written in runs, each ordered by key and cut into blocks whose first and last keys stay
/// in memory. A range takes of every run the blocks that it meets (the runs of an external sort:
/// Knuth 1998, The Art of Computer Programming 3, 5.4; ranges instead of a merge, so that workers
/// need not wait for each other). Rows of equal keys are always in one range, and come in the order
/// in which they were added. Rows that are equal in the first keys stay in one range, too, where that
/// is asked for and there are not too many of them.
struct KeyRanges: Sendable {
  /// What rows are ordered by.
  let keys: [SortKey]
  /// How many first keys name groups that stay whole where they are not large; nil for none.
  private let groupKeys: Int?
  let budget: MemoryBudget
  private var schema: Schema?
  private var runs: [[Block]] = []
  private var bounds = KeyBounds()

  /// Some rows of a run that follow each other.
  fileprivate struct Block: Sendable {
    var rows: SpilledBatch
    var first: [UInt8]
    var last: [UInt8]
    /// How many bytes of the last key name its group.
    var groupBytes: Int?
  }

  init(by keys: [SortKey], grouping groupKeys: Int? = nil, in budget: MemoryBudget) {
    self.keys = keys
    self.groupKeys = groupKeys
    self.budget = budget
  }

  var isEmpty: Bool { runs.isEmpty }

  /// How many ranges there are once they are ``cut(into:)``.
  var count: Int { bounds.count }

  /// About how many rows a range has.
  func rowCount(_ range: Int) -> Int { bounds.rowCounts[range] }

  private var blockRows: Int { max(1, budget.pieceRows / 8) }

  /// Rows in the spill file by key.
  struct Run: Sendable {
    fileprivate let schema: Schema
    fileprivate let blocks: [Block]
  }

  /// Adds rows that come after all that were added before.
  mutating func add(_ run: Run) {
    guard !run.blocks.isEmpty else { return }
    schema = run.schema
    runs.append(run.blocks)
  }

  /// Writes rows by key.
  ///
  /// - Throws: `spill_full` and `spill_failed`.
  func written(_ rows: Batch) throws(Problems) -> Run {
    let order = SortOperator.order(
      OrderPrefix(columns(of: rows), count: rows.count), rows: 0..<Int32(rows.count))
    var run: [Block] = []
    for start in stride(from: 0, to: order.count, by: blockRows) {
      let block = rows.gathered(Array(order[start..<min(start + blockRows, order.count)]))
      let columns = columns(of: block).map {
        (
          column: $0.column.gathered([0, Int32(block.count - 1)]), direction: $0.direction,
          nulls: $0.nulls
        )
      }
      let ends = NormalizedKeys(columns, count: 2)
      run.append(
        Block(
          rows: try SpilledBatch(block, to: budget.file), first: Array(ends.bytes[ends.range(0)]),
          last: Array(ends.bytes[ends.range(1)]),
          groupBytes: groupKeys.map {
            NormalizedKeys(Array(columns.prefix($0)), count: 2).range(1).count
          }))
    }
    return Run(schema: rows.schema, blocks: run)
  }

  /// Cuts the rows into ranges of about `size` rows.
  mutating func cut(into size: Int) { bounds = KeyBounds(ends, of: max(size, fewestRows)) }

  /// The last key of each block and how many rows it has.
  var ends: [KeyBounds.End] {
    runs.joined().map { KeyBounds.End($0.last, groupBytes: $0.groupBytes, rows: $0.rows.count) }
  }

  /// Whether a range begins with the group that the one before ends with.
  func isContinued(_ range: Int) -> Bool { range < count && bounds.areContinued[range] }

  /// Whether a group is in several ranges.
  var areGroupsCut: Bool { bounds.areContinued.contains(true) }

  /// The fewest rows that make a range worthwhile: with many runs it is made of many pieces of blocks,
  /// so it has to be larger than they are.
  var fewestRows: Int { runs.count * blockRows }

  /// The rows of a range: those of each run by key, one run after the other.
  func rows(_ range: Int) throws(Problems) -> Batch { try rows(bounds[range]) }

  /// The rows of an interval of keys, in the same way.
  ///
  /// - Precondition: there are rows, if not in the interval.
  func rows(_ interval: KeyBounds.Interval) throws(Problems) -> Batch {
    guard let schema else { preconditionFailure("a range of no rows") }
    var pieces: [Batch] = []
    for run in runs {
      // Blocks that end before the interval or begin behind it are not read.
      for block in run[KeyRanges.firstBlock(of: run, in: interval)...] {
        guard interval.ends(block.first, block.first.indices) else { break }
        let rows = try block.rows.rows()
        if interval.begins(block.first, block.first.indices),
          interval.ends(block.last, block.last.indices)
        {
          pieces.append(rows)
          continue
        }
        let part = interval.rows(of: NormalizedKeys(columns(of: rows), count: rows.count))
        if !part.isEmpty { pieces.append(rows.slice(part)) }
      }
    }
    return try Batch.combined(pieces, schema)
  }

  /// Where the rows of a range are among rows in the order of these keys.
  func range(_ range: Int, of keys: NormalizedKeys) -> Range<Int> { bounds[range].rows(of: keys) }

  private func columns(
    of rows: Batch
  ) -> [(column: Column, direction: SortKey.Direction, nulls: SortKey.Nulls)] {
    keys.compactMap { key in rows[key.column].map { ($0, key.direction, key.nulls) } }
  }

  /// The first block that does not end before an interval.
  private static func firstBlock(of run: [Block], in interval: KeyBounds.Interval) -> Int {
    run.indices.firstPosition { interval.begins(run[$0].last, run[$0].last.indices) }
  }
}
