import FupanData
import FupanDiagnostics

/// What can be computed from some whole groups of rows without knowing the others.
protocol GroupStep: Sendable {
  /// The result of a batch, in the order of its groups.
  func result(of batch: Batch) throws(Problems) -> Batch
}

/// A step that needs whole groups of rows, on a stream whose batches hold them: no row has to wait
/// for the others, and tables of keys stay small.
struct GroupwiseOperator<Step: GroupStep>: StreamingOperator {
  let node: Int
  let step: Step
  /// The columns whose groups are whole.
  let groups: [String]

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let result: Batch
    do {
      result = try step.result(of: batch)
    } catch {
      throw firstFailure(batch, error)
    }
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += result.count
    }
    return result
  }

  /// The problem of the first group that has one, so that it does not depend on which groups share
  /// a batch.
  private func firstFailure(_ batch: Batch, _ problems: Problems) -> RowFailure {
    let starts = RowRuns.starts(groups.compactMap { batch[$0] }, count: batch.count)
    for (start, end) in zip(starts, starts.dropFirst()) {
      do {
        _ = try step.result(of: batch.slice(start..<end))
      } catch {
        return RowFailure(row: start, diagnostic: error.first)
      }
    }
    return RowFailure(row: 0, diagnostic: problems.first)
  }
}
