import FupanData
import FupanDiagnostics
import FupanPlan

/// Rows put together by partition, ordered, and computed from each other.
struct WindowOperator: GroupStep {
  let window: Window
  let surroundings: Surroundings
  let budget: MemoryBudget
  let workers: Workers

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

  /// What collects the rows: by partition and order, so that a partition without room in memory can
  /// be cut. Where a tie may be an error, tied rows stay together; elsewhere their numbers decide.
  var collector: KeyedCollector {
    let numbering = numbering
    return KeyedCollector(
      keys: window.partition.map { SortKey($0) } + window.order
        + (numbering.map { [SortKey($0.row)] } ?? []),
      // What is needed to order a row, beside the row.
      budget: budget, workers: workers, rowBytes: 24, groupKeys: window.partition.count,
      numbering: numbering)
  }

  private var numbering: RowNumbering? {
    window.hasOffendingTies ? nil : RowNumbering(beside: [surroundings.schema])
  }

  /// The rows by partition, cut into stretches of whole partitions; nil where there is no row.
  ///
  /// - Parameter size: about how many rows a worker orders and computes at once.
  func stretches(
    _ total: consuming KeyedCollector.Partial, of size: Int
  ) async throws(Problems) -> WindowStretches? {
    if total.spilled != nil {
      var ranges = try await collector.spill(&total)
      ranges.cut(into: size)
      return try await WindowStretches(
        window: window, parts: .spilled(ranges, [:]), surroundings: surroundings
      ).knowingEdges(by: workers)
    }
    let batches = try total.rows.loaded()
    total = KeyedCollector.Partial()
    guard let schema = batches.first?.schema else { return nil }
    let rows = try await Batch.combined(batches, schema, by: workers)
    let partitions =
      surroundings.arrival.areTogether
      ? together(rows)
      : await PartitionedRows.ordered(
        window.partitionPrefix(rows), count: rows.count, by: workers)
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
    let stretches = WindowStretches(
      window: window,
      parts: .inMemory(batch, partitions, [0..<partitions.starts.count - 1], nil),
      surroundings: surroundings)
    do {
      return try stretches.computed(0)
    } catch {
      throw Problems(error.diagnostic)
    }
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
