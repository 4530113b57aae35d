import FupanData
import FupanDiagnostics
import FupanPlan

/// Collects rows and numbers their partitions; the rows are ordered and computed afterwards.
struct WindowOperator: BlockingOperator, GroupStep {
  let window: Window
  let surroundings: Surroundings

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
    var batches: [Batch] = []
    var partitions = KeyTable()
    /// The partition of each row.
    var partitionOfRow: [Int32] = []
  }

  func begin() -> Partial { Partial() }

  func consume(_ batch: Batch, into partial: inout Partial) {
    partial.batches.append(batch)
    guard !window.partition.isEmpty else { return }
    let keys = NormalizedKeys(window.partition.compactMap { batch[$0] }, count: batch.count)
    partial.partitionOfRow.append(contentsOf: partial.partitions.insert(keys))
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    let numbers = total.partitions.merge(partial.partitions)
    total.partitionOfRow.reserveCapacity(total.partitionOfRow.count + partial.partitionOfRow.count)
    for partition in partial.partitionOfRow {
      total.partitionOfRow.append(numbers[Int(partition)])
    }
    total.batches.append(contentsOf: partial.batches)
  }

  /// The rows by partition, cut into stretches of whole partitions; nil where there is no row.
  ///
  /// - Parameter size: about how many rows a worker orders and computes at once.
  func stretches(
    _ total: consuming Partial, of size: Int
  ) throws(Problems) -> WindowStretches? {
    guard let schema = total.batches.first?.schema else { return nil }
    let batches = total.batches
    total.batches = []
    let rows = try Batch.combined(batches, schema)
    let partitions =
      window.partition.isEmpty
      ? PartitionedRows(whole: rows.count)
      : PartitionedRows(total.partitions, total.partitionOfRow)
    return WindowStretches(
      window: window, rows: rows, partitions: partitions,
      stretches: partitions.stretches(of: size), surroundings: surroundings)
  }

  /// A window over whole partitions by themselves.
  func result(of batch: Batch) throws(Problems) -> Batch {
    var partial = begin()
    consume(batch, into: &partial)
    guard let stretches = try stretches(partial, of: .max) else {
      return Batch(empty: surroundings.schema)
    }
    return try stretches.batch(0)
  }
}
