import FupanData
import FupanDiagnostics

/// Collects the rows that are to be sorted; where memory is short, by ranges of their keys.
struct SortCollector: BlockingOperator {
  let keys: [SortKey]
  let budget: MemoryBudget

  struct Partial: Sendable {
    var rows = WaitingRows()
    /// Earlier rows that memory had no room for.
    var spilled: KeyRanges?
  }

  func begin() -> Partial { Partial() }

  func consume(_ batch: Batch, into partial: inout Partial) {
    partial.rows.append(batch, in: budget)
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    total.rows.append(contentsOf: partial.rows)
  }

  func isTooLarge(_ total: Partial) -> Bool {
    budget.isExceeded() && budget.isWorthSpilling(total.rows.bytesInMemory)
  }

  func relieved(_ total: inout Partial) async throws -> SortCollector {
    try spill(&total)
    return self
  }

  /// Writes all rows of `total` to the spill file.
  func spill(_ total: inout Partial) throws(Problems) {
    var ranges = total.spilled ?? KeyRanges(by: keys, in: budget)
    let rows = try total.rows.loaded()
    total = Partial()
    if let schema = rows.first?.schema { try ranges.add(try Batch.combined(rows, schema)) }
    total.spilled = ranges
  }
}
