import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of a window put together by partition; a stretch of whole partitions is ordered and
/// computed when somebody asks for it, so that the result need not be in memory as a whole.
struct WindowStretches: RowStretches {
  let window: Window
  let parts: Parts
  let surroundings: WindowOperator.Surroundings

  /// Where the rows are.
  enum Parts: Sendable {
    /// Rows, their partitions, and the stretches: partitions, counted in the order of their keys.
    case inMemory(Batch, PartitionedRows, [Range<Int>], MemoryLease?)
    /// Each range is a stretch: whole partitions but for those at its ends that are cut, of which
    /// the edges tell.
    case spilled(KeyRanges, [Int: WindowStretch.Edges])
  }

  /// Whether a partition is in several stretches.
  var arePartitionsCut: Bool {
    if case .spilled(let ranges, _) = parts { ranges.areGroupsCut } else { false }
  }

  var count: Int {
    switch parts {
    case .inMemory(_, _, let stretches, _): stretches.count
    case .spilled(let ranges, _): ranges.count
    }
  }

  func rowCount(_ stretch: Int) -> Int {
    switch parts {
    case .inMemory(_, let partitions, let stretches, _):
      let range = stretches[stretch]
      return partitions.starts[range.upperBound] - partitions.starts[range.lowerBound]
    case .spilled(let ranges, _): return ranges.rowCount(stretch)
    }
  }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    try rows(stretch)
  }

  /// A stretch's rows with the window's columns, ordered by partition and order.
  func rows(_ stretch: Int) throws(Problems) -> Batch {
    do {
      return try compute(stretch)
    } catch {
      throw Problems(error.diagnostic)
    }
  }

  /// All stretches, computed by all workers; of several problems the one of the earliest row is
  /// thrown.
  func all(threads: Int, in budget: MemoryBudget) async throws -> WaitingRows {
    try await withThrowingTaskGroup(of: Finished.self) { group in
      var waiting = (0..<count).makeIterator()
      var done: [WaitingBatch?] = Array(repeating: nil, count: count)
      var problem: WindowProblem?
      func start(_ group: inout ThrowingTaskGroup<Finished, any Error>) throws {
        try Task.checkCancellation()
        guard let stretch = waiting.next() else { return }
        group.addTask {
          do throws(WindowProblem) {
            return Finished(index: stretch, outcome: .success(try compute(stretch)))
          } catch {
            return Finished(index: stretch, outcome: .failure(error))
          }
        }
      }
      for _ in 0..<(threads == 1 ? 1 : threads + 1) { try start(&group) }
      while let finished = try await group.next() {
        switch finished.outcome {
        case .success(let batch):
          done[finished.index] =
            budget.isExceeded(by: batch.byteCount)
            ? .spilled(try SpilledBatch(batch, to: budget.file)) : WaitingBatch(batch, in: budget)
        case .failure(let found):
          if problem.map({ found.isEarlier(than: $0) }) ?? true { problem = found }
        }
        try start(&group)
      }
      if let problem { throw Problems(problem.diagnostic) }
      var rows = WaitingRows()
      for batch in done { if let batch { rows.append(batch) } }
      return rows
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
    /// The stretch, which decides where no line is known.
    var stretch: Int

    func isEarlier(than other: WindowProblem) -> Bool {
      guard let origin, let otherOrigin = other.origin, origin != otherOrigin else {
        return stretch < other.stretch
      }
      return origin < otherOrigin
    }
  }

  private func compute(_ stretch: Int) throws(WindowProblem) -> Batch {
    let ordered: WindowStretch
    do throws(Problems) {
      ordered = try self.ordered(stretch)
    } catch {
      throw WindowProblem(diagnostic: error.first, origin: nil, stretch: stretch)
    }
    guard case .spilled(_, let edges) = parts, let edges = edges[stretch] else {
      return try compute(stretch, ordered)
    }
    return try compute(stretch, ordered.between(edges, window))
  }

  /// A stretch's rows in order.
  func ordered(_ stretch: Int) throws(Problems) -> WindowStretch {
    switch parts {
    case .inMemory(let rows, let partitions, let stretches, _):
      return ordered(rows, partitions, stretches[stretch])
    case .spilled(let ranges, _):
      let numbered = try ranges.rows(stretch)
      // Their numbers have done their work.
      let fields = surroundings.schema.fields.dropLast(window.functions.count)
      let rows = Batch(
        Schema(Array(fields)), Array(numbered.columns.prefix(fields.count)), count: numbered.count,
        provenance: numbered.provenance)
      let partitions = PartitionedRows(window.partitionPrefix(rows), count: rows.count)
      return ordered(rows, partitions, 0..<partitions.starts.count - 1)
    }
  }

  private func ordered(
    _ rows: Batch, _ partitions: PartitionedRows, _ range: Range<Int>
  ) -> WindowStretch {
    let first = partitions.starts[range.lowerBound]
    let last = partitions.starts[range.upperBound]
    return WindowStretch(
      partitions.rows == nil ? rows.slice(first..<last) : rows,
      rows: partitions.rows.map { Array($0[first..<last]) },
      bounds: first == 0 && last == rows.count
        ? partitions.starts
        : partitions.starts[range.lowerBound...range.upperBound].map { $0 - first },
      order: window.order,
      arrival: WindowStretch.Arrival(
        orderedKeys: surroundings.arrival.orderedKeys, needsPeers: window.needsPeers))
  }

  private func compute(
    _ stretch: Int, _ ordered: WindowStretch
  ) throws(WindowProblem) -> Batch {
    let provenance = ordered.batch.provenance
    let places = surroundings.places
    func origin(_ row: Int) -> RowOrigin? {
      provenance.map { RowOrigin(file: $0.file(row), line: $0.line(row)) }
    }
    if window.hasOffendingTies,
      let tie = ordered.offendingTie(window.functions, among: surroundings.keptPositions)
    {
      throw WindowProblem(
        diagnostic: places.tie(
          origin(tie.rows.0), origin(tie.rows.1),
          columns: window.partition + window.order.map(\.column), name: tie.function,
          stage: surroundings.origin),
        origin: origin(tie.rows.0), stretch: stretch)
    }
    var columns = ordered.batch.columns
    for (position, function) in window.functions.enumerated() {
      do {
        columns.append(try ordered.values(function, at: position))
      } catch {
        throw WindowProblem(
          diagnostic: places.diagnostic(
            .sumOverflow, [Fact("column", .text(function.column ?? function.name))], provenance,
            error.row, stage: surroundings.origin),
          origin: origin(error.row), stretch: stretch)
      }
    }
    return Batch(
      surroundings.schema, columns, count: ordered.batch.count, provenance: provenance)
  }
}

extension Window {
  /// Whether something depends on which rows are equal in the order.
  fileprivate var needsPeers: Bool {
    hasOffendingTies || functions.contains { $0.kind == .rank || $0.kind == .denseRank }
  }
}
