import FupanData
import FupanDiagnostics
import FupanPlan

/// Rows of whole groups reduced by themselves: rows of a group that stand together are looked up once.
struct RunAggregateOperator: GroupStep {
  let aggregate: AggregateOperator
  /// Whether rows that are equal in the grouping columns stand together and their groups in the order
  /// that is asked for, so that nothing has to be looked up.
  let areTogether: Bool

  /// - Parameter ordering: by what the rows are ordered, as far as that is known.
  init(_ aggregate: AggregateOperator, ordering: RowOrder) {
    self.aggregate = aggregate
    areTogether =
      aggregate.isOrdered
      ? ordering.agreement(with: aggregate.by.map { SortKey($0) }) == aggregate.by.count
      : ordering.groups(aggregate.by)
  }

  /// - Parameter aggregate: takes each run for a group of its own.
  init(runs aggregate: AggregateOperator) {
    self.aggregate = aggregate
    areTogether = true
  }

  func result(of batch: Batch) throws(Problems) -> Batch {
    do {
      return try reduced(batch)
    } catch {
      throw Problems(error.diagnostic)
    }
  }

  func reduced(_ batch: Batch) throws(StretchProblem) -> Batch {
    let keys = aggregate.by.compactMap { batch[$0] }
    let starts = RowRuns.starts(keys, count: batch.count)
    var groupOfRun: [Int32] = []
    /// The first row of each group.
    var firstRows = starts.dropLast().map { Int32($0) }
    var order: [Int32] = []
    if areTogether {
      groupOfRun = Array(0..<Int32(firstRows.count))
      order = groupOfRun
    } else {
      var table = KeyTable()
      let runs = firstRows
      groupOfRun = table.insert(keys.map { $0.gathered(runs) }, count: runs.count)
      firstRows = []
      for (run, group) in groupOfRun.enumerated() where Int(group) == firstRows.count {
        firstRows.append(runs[run])
      }
      order = aggregate.isOrdered ? table.sortedKeys() : Array(0..<Int32(table.count))
    }
    let rows = order.map { firstRows[Int($0)] }
    var partial = aggregate.begin()
    aggregate.update(
      &partial, batch, RowRuns.numbers(starts, naming: groupOfRun), count: order.count)
    return try aggregate.finish(
      &partial, keys.map { $0.gathered(rows) }, order, count: order.count)
  }
}
