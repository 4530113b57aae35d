import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of a window put together by partition; a stretch of whole partitions is ordered and
/// computed when somebody asks for it, so that the result need not be in memory as a whole.
struct WindowStretches: Sendable {
  let window: Window
  let rows: Batch
  let partitions: PartitionedRows
  /// Partitions, counted in the order of their keys.
  let stretches: [Range<Int>]
  let surroundings: WindowOperator.Surroundings

  var count: Int { stretches.count }

  /// How many rows a stretch has.
  func rowCount(_ stretch: Int) -> Int {
    let range = stretches[stretch]
    return partitions.starts[range.upperBound] - partitions.starts[range.lowerBound]
  }

  /// A stretch's rows with the window's columns, ordered by partition and order.
  func batch(_ stretch: Int) throws(Problems) -> Batch {
    do {
      return try compute(stretches[stretch])
    } catch {
      throw Problems(error.diagnostic)
    }
  }

  /// All stretches, computed by all workers; of several problems the one of the earliest row is
  /// thrown.
  func all(threads: Int) async throws -> [Batch] {
    try await withThrowingTaskGroup(of: Finished.self) { group in
      var waiting = stretches.enumerated().makeIterator()
      var done: [Batch?] = Array(repeating: nil, count: stretches.count)
      var problem: WindowProblem?
      func start(_ group: inout ThrowingTaskGroup<Finished, any Error>) throws {
        try Task.checkCancellation()
        guard let (index, stretch) = waiting.next() else { return }
        group.addTask {
          do throws(WindowProblem) {
            return Finished(index: index, outcome: .success(try compute(stretch)))
          } catch {
            return Finished(index: index, outcome: .failure(error))
          }
        }
      }
      for _ in 0..<(threads == 1 ? 1 : threads + 1) { try start(&group) }
      while let finished = try await group.next() {
        switch finished.outcome {
        case .success(let batch): done[finished.index] = batch
        case .failure(let found):
          if problem.map({ found.isEarlier(than: $0) }) ?? true { problem = found }
        }
        try start(&group)
      }
      if let problem { throw Problems(problem.diagnostic) }
      return done.compactMap { $0 }
    }
  }

  /// A stretch's result, or why there is none.
  private struct Finished: Sendable {
    var index: Int
    var outcome: Result<Batch, WindowProblem>
  }

  /// A problem and the row it is about, so that the earliest one is reported.
  private struct WindowProblem: Error {
    var diagnostic: Diagnostic
    var origin: RowOrigin?
    /// The first partition of the stretch, which decides where no line is known.
    var partition: Int

    func isEarlier(than other: WindowProblem) -> Bool {
      guard let origin, let otherOrigin = other.origin, origin != otherOrigin else {
        return partition < other.partition
      }
      return origin < otherOrigin
    }
  }

  private func compute(_ stretch: Range<Int>) throws(WindowProblem) -> Batch {
    let first = partitions.starts[stretch.lowerBound]
    let last = partitions.starts[stretch.upperBound]
    let ordered = WindowStretch(
      rows, rows: Array(partitions.rows[first..<last]),
      bounds: partitions.starts[stretch.lowerBound...stretch.upperBound].map { $0 - first },
      order: window.order, isOrdered: surroundings.isOrdered)
    let provenance = ordered.batch.provenance
    let places = surroundings.places
    func origin(_ row: Int) -> RowOrigin? {
      provenance.map { RowOrigin(file: $0.file(row), line: $0.line(row)) }
    }
    if window.ties == .error,
      let tie = ordered.offendingTie(window.functions, among: surroundings.keptPositions)
    {
      throw WindowProblem(
        diagnostic: places.tie(
          origin(tie.rows.0), origin(tie.rows.1),
          columns: window.partition + window.order.map(\.column), name: tie.function,
          stage: surroundings.origin),
        origin: origin(tie.rows.0), partition: stretch.lowerBound)
    }
    var columns = ordered.batch.columns
    for function in window.functions {
      do {
        columns.append(try ordered.values(function))
      } catch {
        throw WindowProblem(
          diagnostic: places.diagnostic(
            .sumOverflow, [Fact("column", .text(function.column ?? function.name))], provenance,
            error.row, stage: surroundings.origin),
          origin: origin(error.row), partition: stretch.lowerBound)
      }
    }
    return Batch(
      surroundings.schema, columns, count: ordered.batch.count, provenance: provenance)
  }
}
