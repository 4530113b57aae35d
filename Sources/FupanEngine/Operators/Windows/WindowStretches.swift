import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of a window put together by partition; a stretch of whole partitions is ordered and
/// computed when somebody asks for it, so that the result need not be in memory as a whole.
struct WindowStretches: RefusingStretches {
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

  /// A stretch's rows with the window's columns, ordered by partition and order.
  func computed(_ stretch: Int) throws(StretchProblem) -> Batch {
    let ordered: WindowStretch
    do throws(Problems) {
      ordered = try self.ordered(stretch)
    } catch {
      throw StretchProblem(diagnostic: error.first, stretch: stretch)
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
  ) throws(StretchProblem) -> Batch {
    let provenance = ordered.batch.provenance
    let places = surroundings.places
    func origin(_ row: Int) -> RowOrigin? {
      provenance.map { RowOrigin(file: $0.file(row), line: $0.line(row)) }
    }
    if window.hasOffendingTies,
      let tie = ordered.offendingTie(window.functions, among: surroundings.keptPositions)
    {
      throw StretchProblem(
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
        throw StretchProblem(
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
