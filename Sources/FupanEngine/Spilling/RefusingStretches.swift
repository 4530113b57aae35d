import FupanData
import FupanDiagnostics

/// Stretches of which each may meet a problem of its own.
protocol RefusingStretches: RowStretches {
  func computed(_ stretch: Int) throws(StretchProblem) -> Batch
}

extension RefusingStretches {
  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    do {
      return try computed(stretch)
    } catch {
      throw Problems(error.diagnostic)
    }
  }

  /// All stretches, computed by all workers; of several problems the earliest is thrown.
  func all(by workers: Workers, in budget: MemoryBudget) async throws -> WaitingRows {
    try Task.checkCancellation()
    let results = await workers.map(Array(0..<count)) { stretch in
      Result { () throws(StretchProblem) in try waiting(stretch, in: budget) }
    }
    var problem: StretchProblem?
    var rows = WaitingRows()
    for result in results {
      switch result {
      case .success(let batch): rows.append(batch)
      case .failure(let found):
        if problem.map({ found.isEarlier(than: $0) }) ?? true { problem = found }
      }
    }
    if let problem { throw Problems(problem.diagnostic) }
    return rows
  }

  /// A stretch in memory, or in the spill file where that has no room.
  private func waiting(
    _ stretch: Int, in budget: MemoryBudget
  ) throws(StretchProblem) -> WaitingBatch {
    let batch = try computed(stretch)
    guard budget.isExceeded(by: batch.byteCount) else { return WaitingBatch(batch, in: budget) }
    do {
      return .spilled(try SpilledBatch(batch, to: budget.file))
    } catch {
      // That is no matter of rows.
      throw StretchProblem(diagnostic: error.first, step: -1, stretch: stretch)
    }
  }
}
