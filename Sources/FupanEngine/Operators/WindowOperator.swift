import FupanData
import FupanDiagnostics
import FupanPlan

/// Collects rows and numbers their partitions; the rows are ordered and computed afterwards.
struct WindowOperator: BlockingOperator {
  let window: Window

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
}
