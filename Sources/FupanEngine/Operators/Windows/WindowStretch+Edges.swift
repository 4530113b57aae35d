import FupanData
import FupanPlan

extension WindowStretch {
  /// The rows of the partitions at its ends that are in other stretches.
  struct Edges: Sendable {
    /// Rows of the first partition.
    var before = WindowEdge()
    /// Rows of the last partition.
    var behind = WindowEdge()
  }

  /// How the first and the last partition look from other stretches.
  struct Ends: Sendable {
    let first: WindowEdge
    let last: WindowEdge
    /// Whether they are the same partition.
    let isOne: Bool
  }

  func ends(_ window: Window) -> Ends {
    let isOne = starts.count == 2
    let first = edge(starts[0]..<starts[1], window)
    return Ends(
      first: first,
      last: isOne ? first : edge(starts[starts.count - 2]..<starts[starts.count - 1], window),
      isOne: isOne)
  }

  private func edge(_ rows: Range<Int>, _ window: Window) -> WindowEdge {
    var edge = WindowEdge(rows: rows.count)
    if !isPeer.isEmpty {
      for row in rows where row == rows.lowerBound || !isPeer[row] {
        edge.distinct += 1
        edge.lastPeers = row - rows.lowerBound
      }
      let ends = [Int32(rows.lowerBound), Int32(rows.upperBound - 1)]
      let keys = NormalizedKeys(
        window.order.compactMap { batch[$0.column]?.gathered(ends) }, count: 2)
      edge.first = Array(keys.bytes[keys.range(0)])
      edge.last = Array(keys.bytes[keys.range(1)])
    }
    edge.functions = window.functions.map { function in
      let column = function.column.flatMap { batch[$0] }?.slice(rows)
      var edge = WindowEdge.Function()
      edge.count = column?.validity?.presentCount ?? rows.count
      if function.givesValues { edge.values = column.map { function.standing(for: $0) } }
      guard function.kind == .sum, let column else { return edge }
      // A number that is too large to be summed is refused where it stands.
      for row in 0..<column.count where column.isValid(row) {
        if let term = WindowStretch.term(column, row) { edge.sum.add(term) }
      }
      return edge
    }
    return edge
  }

  /// The rows as a function sees them that gives values of other rows: between those that stand for
  /// the rows in other stretches, and how many of these come first. Nil where there are none.
  func view(_ function: WindowFunction, at position: Int) -> (stretch: WindowStretch, first: Int)? {
    guard function.givesValues, let name = function.column, let field = batch.schema[name],
      let column = batch[name], let edges
    else { return nil }
    func values(_ edge: WindowEdge) -> Column {
      (edge.rows > 0 ? edge.functions[position].values : nil) ?? column.slice(0..<0)
    }
    let (before, behind) = (values(edges.before), values(edges.behind))
    guard before.count + behind.count > 0 else { return nil }
    let all = Column.concatenated([before, column, behind], type: field.type)
    var starts = starts.map { $0 + before.count }
    starts[0] = 0
    starts[starts.count - 1] = all.count
    return (
      WindowStretch(Batch(Schema([field]), [all], count: all.count), starts: starts), before.count
    )
  }
}
