import FupanData
import FupanDiagnostics
import FupanFormats

/// Runs a stream on all workers, morsel by morsel, and merges what they found in morsel order
/// (Leis, Boncz, Kemper, Neumann 2014, Morsel-driven parallelism).
struct MorselScheduler: Sendable {
  let threads: Int
  let batchRows: Int
  let budget: MemoryBudget
  let progress: (@Sendable (_ rows: Int) -> Void)?

  /// A worker's morsel, done.
  private struct Finished<Partial: Sendable>: Sendable {
    var index: Int
    /// What became of its rows, as far as the first problem.
    var partial: Partial
    var report: MorselReport
    var failure: (any Error)?
  }

  /// What a stream was drained into.
  struct Drained<Partial: Sendable>: Sendable {
    var partial: Partial
    var report: RunReport
    /// Why not all rows are there: those before the problem of the earliest row are.
    var problems: Problems?
  }

  /// The merged partial result of all rows before the problem of the earliest row, whichever worker
  /// met it, and the merged report.
  func drain<Operator: BlockingOperator>(
    _ stream: RowStream, into first: Operator
  ) async throws -> Drained<Operator.Partial> {
    try await withThrowingTaskGroup(of: Finished<Operator.Partial>.self) { group in
      var cursor = MorselCursor(stream, morselRows: batchRows * 16)
      var blocking = first
      var total = blocking.begin()
      var report = RunReport()
      var waiting: [Int: Finished<Operator.Partial>] = [:]
      var (dispatched, merged, running) = (0, 0, 0)
      var failure: (index: Int, error: any Error)?
      var isExhausted = false
      // While somebody makes room nobody begins anything new.
      var isRelieving = false
      let atOnce = threads == 1 ? 1 : threads + 1
      while true {
        while !isExhausted, !isRelieving, failure == nil, running < atOnce,
          dispatched - merged < threads * 16
        {
          try Task.checkCancellation()
          do {
            guard let morsel = try cursor.next() else {
              isExhausted = true
              break
            }
            let index = dispatched
            let (step, rows) = (blocking, batchRows)
            group.addTask { MorselScheduler.work(index, morsel, step, batchRows: rows) }
            dispatched += 1
            running += 1
          } catch {
            failure = (dispatched, error)
          }
        }
        guard running > 0, let finished = try await group.next() else { break }
        running -= 1
        if let error = finished.failure, failure.map({ finished.index < $0.index }) ?? true {
          failure = (finished.index, error)
        }
        waiting[finished.index] = finished
        while failure.map({ merged <= $0.index }) ?? true,
          let next = waiting.removeValue(forKey: merged)
        {
          blocking.merge(next.partial, into: &total)
          report.merge(next.report)
          merged += 1
          progress?(report.rows)
        }
        budget.settle()
        if failure == nil, !isRelieving { isRelieving = blocking.isTooLarge(total) }
        if isRelieving, running == 0, failure == nil {
          blocking = try await blocking.relieved(&total)
          isRelieving = false
        }
      }
      report.inputs = cursor.inputs
      let problems = failure?.error as? Problems
      if let failure, problems == nil { throw failure.error }
      return Drained(partial: total, report: report, problems: problems)
    }
  }

  private static func work<Operator: BlockingOperator>(
    _ index: Int, _ morsel: Morsel, _ blocking: Operator, batchRows: Int
  ) -> Finished<Operator.Partial> {
    var done = Finished(index: index, partial: blocking.begin(), report: MorselReport())
    do {
      try Task.checkCancellation()
      try run(morsel, &done.report, batchRows: batchRows) {
        blocking.consume($0, into: &done.partial)
      }
    } catch {
      done.failure = error
    }
    blocking.seal(&done.partial)
    return done
  }

  private static func run(
    _ morsel: Morsel, _ report: inout MorselReport, batchRows: Int, consume: (Batch) -> Void
  ) throws {
    let operators = morsel.branch.operators
    switch (morsel.work, morsel.branch.source) {
    case (.rows(let ranges), .batches(let batches, let node)):
      for (batch, range) in ranges {
        let waiting = try batches[batch].rows()
        report.rows += range.count
        report.count(node) { $0.rowsOut += range.count }
        for start in stride(from: range.lowerBound, to: range.upperBound, by: batchRows) {
          let rows = waiting.slice(start..<min(start + batchRows, range.upperBound))
          try run(rows, operators, &report, consume: consume)
        }
      }
    case (.stretches(let range), .stretches(let stretches, let node)):
      for stretch in range {
        // Groups are whole only as long as nobody cuts the batch.
        let batch = try stretches.batch(stretch, &report)
        report.rows += batch.count
        report.count(node) { $0.rowsOut += batch.count }
        try run(batch, operators, &report, consume: consume)
      }
    case (.chunk(let chunk, let reader), .files(_, let firstFile, let node)):
      let rows = ChunkRows(
        chunk, reader, firstFile: firstFile, node: node, morsel.branch, batchRows: batchRows)
      try rows.run(&report, consume: consume)
    default: preconditionFailure("a morsel of another branch")
    }
  }

  /// A batch through the operators of its branch, as far as rows are left.
  ///
  /// Where a row ends the run, the rows before it still go on, because a later operator may refuse
  /// an earlier one: the problem reported must not depend on how rows were cut into batches.
  static func run(
    _ batch: Batch, _ operators: some Sequence<any StreamingOperator>,
    _ report: inout MorselReport, consume: (Batch) -> Void
  ) throws {
    let (rows, failure) = steps(batch, operators, &report)
    if let rows { consume(rows) }
    if let failure { throw Problems(failure.diagnostic) }
  }

  /// The rows that operators leave of a batch, nil where there are none, and the row that ends the
  /// run.
  static func steps(
    _ batch: Batch, _ operators: some Sequence<any StreamingOperator>,
    _ report: inout MorselReport
  ) -> (rows: Batch?, failure: RowFailure?) {
    var current = batch
    var failure: RowFailure?
    for step in operators {
      while current.count > 0 {
        do throws(RowFailure) {
          current = try step.apply(current, &report)
          break
        } catch {
          failure = error
          current = current.slice(0..<error.row)
        }
      }
    }
    return (current.count > 0 ? current : nil, failure)
  }
}
