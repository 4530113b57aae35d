import FupanData
import FupanDiagnostics

/// Collects the rows of a step that needs all of a key together, or all in an order; where memory is
/// short they wait by ranges of their keys.
struct KeyedCollector: BlockingOperator {
  let keys: [SortKey]
  let budget: MemoryBudget
  let workers: Workers
  /// About how many bytes the step needs for a row, beside the row.
  var rowBytes = 0
  /// The fewest bytes that are written are one in so many of the memory for rows that wait.
  var leastPart = 16
  /// How many first keys name groups that stay whole where they are not large; nil for none.
  var groupKeys: Int?
  /// The columns that say where rows without room in memory stood, where somebody asks.
  var numbering: RowNumbering?

  struct Partial: Sendable {
    var rows = WaitingRows()
    /// Earlier rows that memory had no room for.
    var spilled: KeyRanges?
    /// How many rows and batches came before ``rows``.
    fileprivate var earlier = (batches: 0, rows: 0)

    init(_ rows: WaitingRows = WaitingRows()) { self.rows = rows }

    /// How many rows there are.
    var count: Int { earlier.rows + rows.count }
  }

  func begin() -> Partial { Partial() }

  func consume(_ batch: Batch, into partial: inout Partial) {
    partial.rows.append(batch, in: budget)
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    total.rows.append(contentsOf: partial.rows)
  }

  func isTooLarge(_ total: Partial) -> Bool {
    isTooLarge(total.rows.count * rowBytes, total.rows.bytesInMemory)
  }

  /// Whether memory is short and so many bytes, of which somebody counts the second already, are worth
  /// being written.
  func isTooLarge(_ more: Int, _ held: Int = 0) -> Bool {
    budget.isExceeded(by: more) && budget.isWorthSpilling(more + held, part: leastPart)
  }

  func relieved(_ total: inout Partial) async throws -> KeyedCollector {
    _ = try await spill(&total)
    return self
  }

  /// Writes all rows of `total` to the spill file.
  ///
  /// - Returns: all rows that were written.
  func spill(_ total: inout Partial) async throws(Problems) -> KeyRanges {
    var ranges = total.spilled ?? KeyRanges(by: keys, grouping: groupKeys, in: budget)
    total.spilled = nil
    let runs = await workers.map(try pieces(&total)) { [ranges] piece in
      Result { () throws(Problems) in try ranges.written(try rows(of: piece)) }
    }
    for run in runs { ranges.add(try run.get()) }
    total.spilled = ranges
    return ranges
  }

  /// Batches that are ordered and written together.
  private struct Piece: Sendable {
    var batches: [Batch]
    /// How many batches and rows came before them.
    let earlier: (batches: Int, rows: Int)
  }

  /// The rows in memory, as many together as there is room for to order them.
  private func pieces(_ total: inout Partial) throws(Problems) -> [Piece] {
    let batches = try total.rows.loaded()
    total.rows = WaitingRows()
    var pieces: [Piece] = []
    var (bytes, rows) = (Int.max, Int.max)
    for batch in batches {
      if bytes >= budget.limit / 8, rows >= budget.pieceRows * 8 {
        pieces.append(Piece(batches: [], earlier: total.earlier))
        (bytes, rows) = (0, 0)
      }
      pieces[pieces.count - 1].batches.append(batch)
      bytes += batch.byteCount
      rows += batch.count
      total.earlier.batches += 1
      total.earlier.rows += batch.count
    }
    return pieces
  }

  /// The rows of a piece, with their numbers where somebody asks.
  private func rows(of piece: Piece) throws(Problems) -> Batch {
    let rows = try Batch.combined(piece.batches, piece.batches[0].schema)
    guard let numbering else { return rows }
    return numbering.numbered(rows, of: piece.batches.map { $0.count }, after: piece.earlier)
  }
}
