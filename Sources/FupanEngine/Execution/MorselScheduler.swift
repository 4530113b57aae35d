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
    var outcome: Result<(partial: Partial, report: MorselReport), any Error>
  }

  /// The merged partial result of all rows, and the merged report.
  ///
  /// - Throws: the problem of the earliest row, whichever worker met it.
  func drain<Operator: BlockingOperator>(
    _ stream: RowStream, into first: Operator
  ) async throws -> (Operator.Partial, RunReport) {
    try await withThrowingTaskGroup(of: Finished<Operator.Partial>.self) { group in
      var cursor = MorselCursor(stream, morselRows: batchRows * 16)
      var blocking = first
      var total = blocking.begin()
      var report = RunReport()
      var waiting: [Int: (partial: Operator.Partial, report: MorselReport)] = [:]
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
        switch finished.outcome {
        case .failure(let error):
          if failure.map({ finished.index < $0.index }) ?? true {
            failure = (finished.index, error)
          }
        case .success(let done): waiting[finished.index] = done
        }
        while let next = waiting.removeValue(forKey: merged) {
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
      if let failure { throw failure.error }
      report.inputs = cursor.inputs
      return (total, report)
    }
  }

  private static func work<Operator: BlockingOperator>(
    _ index: Int, _ morsel: Morsel, _ blocking: Operator, batchRows: Int
  ) -> Finished<Operator.Partial> {
    var partial = blocking.begin()
    var report = MorselReport()
    do {
      try Task.checkCancellation()
      switch (morsel.work, morsel.branch.source) {
      case (.rows(let ranges), .batches(let batches, let node)):
        for (batch, range) in ranges {
          let waiting = try batches[batch].rows()
          report.rows += range.count
          report.count(node) { $0.rowsOut += range.count }
          var start = range.lowerBound
          while start < range.upperBound {
            let end = min(start + batchRows, range.upperBound)
            if let rows = try run(
              waiting.slice(start..<end), morsel.branch.operators, &report)
            {
              blocking.consume(rows, into: &partial)
            }
            start = end
          }
        }
      case (.stretches(let range), .stretches(let stretches, let node)):
        for stretch in range {
          // Groups are whole only as long as nobody cuts the batch.
          let batch = try stretches.batch(stretch)
          report.rows += batch.count
          report.count(node) { $0.rowsOut += batch.count }
          if let rows = try run(batch, morsel.branch.operators, &report) {
            blocking.consume(rows, into: &partial)
          }
        }
      case (.chunk(let chunk, let reader), .files(_, let firstFile, let node)):
        let rows = ChunkRows(
          chunk, reader, firstFile: firstFile, node: node, morsel.branch, batchRows: batchRows)
        try rows.run(&report) { blocking.consume($0, into: &partial) }
      default: preconditionFailure("a morsel of another branch")
      }
      blocking.seal(&partial)
      return Finished(index: index, outcome: .success((partial, report)))
    } catch {
      return Finished(index: index, outcome: .failure(error))
    }
  }

  /// A batch through the operators of its branch, nil where no row is left.
  ///
  /// Where a row ends the run, the rows before it still go on, because a later operator may refuse
  /// an earlier one: the problem reported must not depend on how rows were cut into batches.
  static func run(
    _ batch: Batch, _ operators: some Sequence<any StreamingOperator>,
    _ report: inout MorselReport
  ) throws -> Batch? {
    let (rows, failure) = steps(batch, operators, &report)
    if let failure { throw Problems(failure.diagnostic) }
    return rows
  }

  /// As ``run(_:_:_:)``, the row that ends the run beside the rows before it.
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
