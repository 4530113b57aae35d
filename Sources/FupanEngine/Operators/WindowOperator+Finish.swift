import FupanData
import FupanDiagnostics
import FupanPlan

extension WindowOperator {
  /// What the finishing of a window needs to know beside its rows.
  struct Surroundings: Sendable {
    var schema: Schema
    /// Whether the rows come in the order of partition and order already.
    var isOrdered: Bool
    /// How many first rows of each partition go on, where that is known: ties behind them change
    /// nothing.
    var keptPositions: Int?
    var places: RowPlaces
    var origin: Origin
    var threads: Int
    /// About how many rows a worker orders and computes at once.
    var stretchRows: Int
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

  /// All rows with the window's columns, ordered by partition and order.
  func finish(_ total: consuming Partial, _ around: Surroundings) async throws -> [Batch] {
    let partitions: PartitionedRows
    let count = total.batches.reduce(0) { $0 + $1.count }
    guard count > 0 else { return [] }
    let schema = total.batches[0].schema
    let batches = total.batches
    total.batches = []
    let source = try Batch.combined(batches, schema)
    if window.partition.isEmpty {
      partitions = PartitionedRows(whole: count)
    } else {
      partitions = PartitionedRows(total.partitions, total.partitionOfRow)
    }
    let window = window
    let stretches = partitions.stretches(of: around.stretchRows)
    return try await withThrowingTaskGroup(of: Finished.self) { group in
      var waiting = stretches.enumerated().makeIterator()
      var done: [Batch?] = Array(repeating: nil, count: stretches.count)
      var problem: WindowProblem?
      func start(_ group: inout ThrowingTaskGroup<Finished, any Error>) throws {
        try Task.checkCancellation()
        guard let (index, stretch) = waiting.next() else { return }
        group.addTask {
          Finished(
            index: index,
            outcome: WindowOperator.compute(window, source, partitions, stretch, around))
        }
      }
      for _ in 0..<(around.threads == 1 ? 1 : around.threads + 1) { try start(&group) }
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

  private static func compute(
    _ window: Window, _ source: Batch, _ partitions: PartitionedRows, _ stretch: Range<Int>,
    _ around: Surroundings
  ) -> Result<Batch, WindowProblem> {
    let first = partitions.starts[stretch.lowerBound]
    let last = partitions.starts[stretch.upperBound]
    let ordered = WindowStretch(
      source, rows: Array(partitions.rows[first..<last]),
      bounds: partitions.starts[stretch.lowerBound...stretch.upperBound].map { $0 - first },
      order: window.order, isOrdered: around.isOrdered)
    let provenance = ordered.batch.provenance
    func origin(_ row: Int) -> RowOrigin? {
      provenance.map { RowOrigin(file: $0.files[row], line: $0.lines[row]) }
    }
    if window.ties == .error,
      let tie = ordered.offendingTie(
        window.functions, among: around.keptPositions)
    {
      return .failure(
        WindowProblem(
          diagnostic: around.places.tie(
            origin(tie.rows.0), origin(tie.rows.1),
            columns: window.partition + window.order.map(\.column), name: tie.function,
            stage: around.origin),
          origin: origin(tie.rows.0), partition: stretch.lowerBound))
    }
    var columns = ordered.batch.columns
    for function in window.functions {
      do {
        columns.append(try ordered.values(function))
      } catch {
        return .failure(
          WindowProblem(
            diagnostic: around.places.diagnostic(
              .sumOverflow, [Fact("column", .text(function.column ?? function.name))], provenance,
              error.row, stage: around.origin),
            origin: origin(error.row), partition: stretch.lowerBound))
      }
    }
    return .success(
      Batch(around.schema, columns, count: ordered.batch.count, provenance: provenance))
  }
}
