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
    return stretches(rows, partitions, of: size)
  }

  private func stretches(
    _ rows: Batch, _ partitions: PartitionedRows, of size: Int
  ) -> WindowStretches {
    WindowStretches(
      window: window, rows: rows, partitions: partitions,
      stretches: partitions.stretches(of: size), surroundings: surroundings)
  }

  /// A window over whole partitions by themselves.
  func result(of batch: Batch, groups: [String]) throws(Problems) -> Batch {
    guard batch.count > 0 else { return Batch(empty: surroundings.schema) }
    let columns = window.partition.compactMap { batch[$0] }
    let stretches: WindowStretches
    if columns.count == groups.count {
      // The groups are the partitions, and stand together in their order.
      stretches = self.stretches(
        batch, PartitionedRows(inOrder: RowRuns.starts(columns, count: batch.count)), of: .max)
    } else {
      var partial = begin()
      consume(batch, into: &partial)
      stretches = self.stretches(
        batch, PartitionedRows(partial.partitions, partial.partitionOfRow), of: .max)
    }
    return try stretches.batch(0)
  }
}
