import FupanData
import FupanDiagnostics
import FupanPlan

/// Collects rows and numbers their partitions; the rows are ordered and computed afterwards.
struct WindowOperator: BlockingOperator, GroupStep {
  let window: Window
  let surroundings: Surroundings
  let budget: MemoryBudget

  /// What a window needs to know beside its rows.
  struct Surroundings: Sendable {
    var schema: Schema
    /// Whether the rows come in the order of partition and order already.
    var isOrdered: Bool
    /// How many first rows of each partition go on, where that is known: ties behind them change
    /// nothing.
    var keptPositions: Int?
    var places: RowPlaces
    var origin: Origin
  }

  struct Partial: Sendable {
    var rows = WaitingRows()
    var partitions = KeyTable()
    /// The partition of each row.
    var partitionOfRow: [Int32] = []
    /// Earlier rows that memory had no room for.
    var spilled: KeyRanges?
  }

  func begin() -> Partial { Partial() }

  func consume(_ batch: Batch, into partial: inout Partial) {
    partial.rows.append(batch, in: budget)
    guard !window.partition.isEmpty else { return }
    let columns = window.partition.compactMap { batch[$0] }
    partial.partitionOfRow.append(
      contentsOf: partial.partitions.insert(columns, count: batch.count))
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    let numbers = total.partitions.merge(partial.partitions)
    total.partitionOfRow.reserveCapacity(total.partitionOfRow.count + partial.partitionOfRow.count)
    for partition in partial.partitionOfRow {
      total.partitionOfRow.append(numbers[Int(partition)])
    }
    total.rows.append(contentsOf: partial.rows)
  }

  /// A window over all rows at once needs them all.
  func isTooLarge(_ total: Partial) -> Bool {
    let bytes = total.partitions.memory + total.partitionOfRow.count * 4
    return !window.partition.isEmpty && budget.isExceeded(by: bytes)
      && budget.isWorthSpilling(total.rows.bytesInMemory + bytes)
  }

  func relieved(_ total: inout Partial) async throws -> WindowOperator {
    try spill(&total)
    return self
  }

  private func spill(_ total: inout Partial) throws(Problems) {
    var ranges =
      total.spilled ?? KeyRanges(by: window.partition.map { SortKey($0) }, in: budget)
    let rows = try total.rows.loaded()
    total = Partial()
    if let schema = rows.first?.schema { try ranges.add(try Batch.combined(rows, schema)) }
    total.spilled = ranges
  }

  /// The rows by partition, cut into stretches of whole partitions; nil where there is no row.
  ///
  /// - Parameter size: about how many rows a worker orders and computes at once.
  func stretches(
    _ total: consuming Partial, of size: Int
  ) throws(Problems) -> WindowStretches? {
    if total.spilled != nil {
      try spill(&total)
      guard var ranges = total.spilled else { return nil }
      ranges.cut(into: size)
      return WindowStretches(window: window, parts: .spilled(ranges), surroundings: surroundings)
    }
    let batches = try total.rows.loaded()
    total.rows = WaitingRows()
    guard let schema = batches.first?.schema else { return nil }
    let rows = try Batch.combined(batches, schema)
    let partitions =
      window.partition.isEmpty
      ? PartitionedRows(whole: rows.count)
      : PartitionedRows(total.partitions, total.partitionOfRow)
    return stretches(
      rows, partitions, of: size,
      MemoryLease(rows.byteCount + partitions.rows.count * 4, of: budget))
  }

  private func stretches(
    _ rows: Batch, _ partitions: PartitionedRows, of size: Int, _ lease: MemoryLease? = nil
  ) -> WindowStretches {
    WindowStretches(
      window: window,
      parts: .inMemory(rows, partitions, partitions.stretches(of: size), lease),
      surroundings: surroundings)
  }

  /// A window over whole partitions by themselves.
  func result(of batch: Batch, groups: [String]) throws(Problems) -> Batch {
    guard batch.count > 0 else { return Batch(empty: surroundings.schema) }
    let columns = window.partition.compactMap { batch[$0] }
    // Where the groups are the partitions, they stand together in their order.
    let partitions =
      columns.count == groups.count
      ? PartitionedRows(inOrder: RowRuns.starts(columns, count: batch.count))
      : PartitionedRows(batch, by: window.partition)
    return try stretches(batch, partitions, of: .max).batch(0)
  }
}
