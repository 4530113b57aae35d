import FupanPlan

/// Where the rows of one node went: in = out + dropped + rejected for a node that handles rows one
/// by one.
package struct NodeAccount: Sendable {
  /// The fragment the node belongs to.
  package let fragment: String
  /// The step of the algebra, as plans print it: `filter`, `join`.
  package let kind: Kind
  /// The stage that made the node, and where it is written.
  package let origin: Origin
  /// Positions in the run's list of the nodes whose rows come in.
  package let inputs: [Int]
  package var counts = Counts()

  /// Which node of the algebra it is.
  package enum Kind: String, Hashable, Sendable {
    case scan, values, project, filter, check, aggregate, window, join, union, sort, limit, unnest,
      unpivot, finish
  }

  /// Numbers of rows.
  package struct Counts: Hashable, Sendable {
    /// Rows that came in; of a join, from the left.
    package var rowsIn = 0
    package var rowsOut = 0
    /// Rows a rule or a limit took away.
    package var dropped = 0
    /// Of the dropped, those for which the condition was neither true nor false.
    package var conditionMissing = 0
    /// Rows that could not be used.
    package var rejected = 0
    /// Values that became missing because `on_error: missing` says so.
    package var replaced = 0
    /// Rows of a join's right side.
    package var rightRows = 0
    /// Left rows of a join that found no right row.
    package var unmatchedLeft = 0
    /// Right rows of a join that no left row found.
    package var unmatchedRight = 0

    package init() {}

    mutating func add(_ other: Counts) {
      rowsIn += other.rowsIn
      rowsOut += other.rowsOut
      dropped += other.dropped
      conditionMissing += other.conditionMissing
      rejected += other.rejected
      replaced += other.replaced
      rightRows += other.rightRows
      unmatchedLeft += other.unmatchedLeft
      unmatchedRight += other.unmatchedRight
    }
  }

  /// Whether every row that came in is somewhere.
  package var isClosed: Bool {
    switch kind {
    case .project, .filter, .check, .window, .union, .sort, .limit:
      counts.rowsIn == counts.rowsOut + counts.dropped + counts.rejected
    case .scan, .values, .aggregate, .join, .unnest, .unpivot, .finish: true
    }
  }
}
