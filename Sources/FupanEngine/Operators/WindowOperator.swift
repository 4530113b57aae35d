import FupanData
import FupanDiagnostics
import FupanPlan

/// Collects rows; they are put together by partition, ordered and computed afterwards.
struct WindowOperator: BlockingOperator, GroupStep {
  let window: Window
  let surroundings: Surroundings
  let budget: MemoryBudget

  /// What a window needs to know beside its rows.
  struct Surroundings: Sendable {
    var schema: Schema
    var arrival: Arrival
    /// How many first rows of each partition go on, where that is known: ties behind them change
    /// nothing.
    var keptPositions: Int?
    var places: RowPlaces
    var origin: Origin
  }

  /// How rows come to a window.
  struct Arrival: Sendable {
    /// Whether the rows of a partition stand together, partitions in the order of their keys.
    var areTogether = false
    /// How many first keys of the window's order each partition's rows are ordered by already.
    var orderedKeys = 0

    /// - Parameter orders: by what the rows are ordered, as far as that is known.
    init(_ window: Window, orders: [RowOrder]) {
      let partition = window.partition.map { SortKey($0) }
      areTogether = partition.isEmpty
      for order in orders {
        let known = order.agreement(with: partition + window.order)
        guard known >= partition.count else { continue }
        areTogether = true
        orderedKeys = max(orderedKeys, known - partition.count)
      }
    }
  }

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

  /// What is needed to order a row, beside the row.
  private static var orderBytes: Int { 24 }

  /// A window over all rows at once needs them all.
  func isTooLarge(_ total: Partial) -> Bool {
    let bytes = total.rows.count * WindowOperator.orderBytes
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
    _ total: consuming Partial, of size: Int, threads: Int
  ) async throws(Problems) -> WindowStretches? {
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
      surroundings.arrival.areTogether
      ? together(rows)
      : await PartitionedRows.ordered(
        window.partitionPrefix(rows), count: rows.count, threads: threads)
    let lease = MemoryLease(
      rows.byteCount + (partitions.rows?.count ?? 0) * 4 + partitions.starts.count * 8, of: budget)
    return WindowStretches(
      window: window,
      parts: .inMemory(rows, partitions, partitions.stretches(of: size), lease),
      surroundings: surroundings)
  }

  /// A window over whole partitions by themselves.
  func result(of batch: Batch) throws(Problems) -> Batch {
    let partitions =
      surroundings.arrival.areTogether
      ? together(batch) : PartitionedRows(window.partitionPrefix(batch), count: batch.count)
    return try WindowStretches(
      window: window,
      parts: .inMemory(batch, partitions, [0..<partitions.starts.count - 1], nil),
      surroundings: surroundings
    ).batch(0)
  }

  private func together(_ rows: Batch) -> PartitionedRows {
    PartitionedRows(
      starts: RowRuns.starts(window.partition.compactMap { rows[$0] }, count: rows.count))
  }
}

extension Window {
  /// What rows are ordered by to be put together by partition.
  func partitionPrefix(_ rows: Batch) -> OrderPrefix {
    let keys = partition.map { SortKey($0) }
    return OrderPrefix(
      keys.compactMap { key in
        rows[key.column].map { (column: $0, direction: key.direction, nulls: key.nulls) }
      }, count: rows.count)
  }
}
