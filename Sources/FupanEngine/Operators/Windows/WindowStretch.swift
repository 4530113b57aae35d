import FupanData
import FupanDiagnostics
import FupanPlan

/// Some whole partitions of a window, ordered: what its functions are computed from.
struct WindowStretch {
  /// The rows in order.
  let batch: Batch
  /// Where each partition starts; one more than there are partitions.
  let starts: [Int]
  /// Whether a row is equal in partition and order to the one before it; empty where nobody asks.
  private(set) var isPeer: [Bool]
  /// The rows in other stretches of the partitions at its ends, where these are cut.
  private(set) var edges: Edges?

  /// How the rows of a stretch come, and what is asked of them.
  struct Arrival: Sendable {
    /// How many first keys of the order each partition's rows are ordered by already.
    var orderedKeys: Int
    /// Whether a function, or a tie that is an error, asks which rows are peers.
    var needsPeers: Bool
  }

  /// Orders the rows of some partitions.
  ///
  /// - Parameters:
  ///   - rows: the rows of `source` by partition; nil for all of them as they stand.
  ///   - bounds: where the partitions start in `rows`, and where the last one ends.
  init(
    _ source: Batch, rows: [Int32]?, bounds: [Int], order: [SortKey], arrival: Arrival
  ) {
    starts = bounds
    let positions = WindowStretch.positions(
      source, rows, bounds: bounds, order: order, orderedKeys: arrival.orderedKeys)
    let sources: [Int32]? =
      if let rows, let positions { positions.map { rows[Int($0)] } } else { positions ?? rows }
    let ordered = sources.map { source.gathered($0) } ?? source
    batch = ordered
    isPeer =
      arrival.needsPeers
      ? WindowStretch.peers(ordered, bounds, order.compactMap { ordered[$0.column] }) : []
  }

  /// Rows in order, of which nobody asks for peers.
  init(_ batch: Batch, starts: [Int]) {
    self.batch = batch
    self.starts = starts
    isPeer = []
  }

  /// The same rows, known to be what is left of partitions between those in other stretches.
  func between(_ edges: Edges, _ window: Window) -> WindowStretch {
    var result = self
    result.edges = edges
    if !isPeer.isEmpty, edges.before.rows > 0 {
      result.isPeer[0] = ends(window).first.begins(behind: edges.before)
    }
    return result
  }

  /// Where the rows of some partitions stand when each of these is ordered, nil where they do.
  ///
  /// - Parameter orderedKeys: how many first keys each partition's rows are ordered by already.
  static func positions(
    _ source: Batch, _ rows: [Int32]?, bounds: [Int], order: [SortKey], orderedKeys: Int
  ) -> [Int32]? {
    if orderedKeys == order.count { return nil }
    let count = rows?.count ?? source.count
    func columns(_ keys: some Sequence<SortKey>) -> [OrderPrefix.Key] {
      keys.compactMap { key in
        source[key.column].map { column in
          (
            column: rows.map { column.gathered($0) } ?? column, direction: key.direction,
            nulls: key.nulls
          )
        }
      }
    }
    if orderedKeys > 0 {
      return orderedTies(
        RowRuns.starts(
          columns(order.prefix(orderedKeys)).map { $0.column }, count: count, within: bounds),
        columns(order[orderedKeys...]))
    }
    var positions: [Int32] = Array(0..<Int32(count))
    OrderPrefix(columns(order), count: count).order(&positions, within: bounds)
    return positions
  }

  /// Orders rows that are equal in the keys by which all are ordered by the other keys; nil where
  /// they stand in order.
  ///
  /// - Parameter runs: where rows of one partition begin that are equal so far.
  private static func orderedTies(_ runs: [Int], _ columns: [OrderPrefix.Key]) -> [Int32]? {
    // Ties are few, so only their keys are looked at.
    var tied: [Int32] = []
    var bounds = [0]
    for run in 0..<runs.count - 1 where runs[run + 1] - runs[run] > 1 {
      for row in runs[run]..<runs[run + 1] { tied.append(Int32(row)) }
      bounds.append(tied.count)
    }
    if tied.isEmpty { return nil }
    var order: [Int32] = Array(0..<Int32(tied.count))
    OrderPrefix(
      columns.map { key in
        (column: key.column.gathered(tied), direction: key.direction, nulls: key.nulls)
      }, count: tied.count
    ).order(&order, within: bounds)
    var positions: [Int32] = Array(0..<Int32(runs[runs.count - 1]))
    for (place, row) in tied.enumerated() { positions[Int(row)] = tied[Int(order[place])] }
    return positions
  }

  private static func peers(_ batch: Batch, _ bounds: [Int], _ columns: [Column]) -> [Bool] {
    var result = Array(repeating: true, count: batch.count)
    for start in RowRuns.starts(columns, count: batch.count, within: bounds).dropLast() {
      result[start] = false
    }
    return result
  }

  /// The ranges of two or more rows that are equal in partition and order.
  func ties() -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for row in 0...isPeer.count where row == isPeer.count || !isPeer[row] {
      if row - start > 1 { result.append(start..<row) }
      start = row
    }
    return result
  }
}
