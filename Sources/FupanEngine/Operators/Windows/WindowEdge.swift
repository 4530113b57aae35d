import FupanData
import FupanPlan

/// What a window has to know of rows of a partition that are in another stretch: those before a
/// stretch, those behind it, or those of a part of them.
struct WindowEdge: Sendable {
  var rows = 0
  /// How many rows differ in the order from the row before.
  var distinct = 0
  /// The first of the last rows that are equal in the order, counted from 0.
  var lastPeers = 0
  /// The keys of the first and the last row in the order; empty where nobody asks for peers.
  var first: [UInt8] = []
  var last: [UInt8] = []
  /// What each function asks for.
  var functions: [Function] = []

  /// What a function has to know of them.
  struct Function: Sendable {
    /// Rows with a value, or rows where it reads no column.
    var count = 0
    var sum = ExactSum()
    /// The values that stand for all.
    var values: Column?
  }
}

extension WindowEdge {
  /// Both, the rows of the other one behind these.
  ///
  /// - Parameter arePeers: whether the last of these and the first of the others are equal in the
  ///   order.
  func followed(by other: WindowEdge, _ functions: [WindowFunction]) -> WindowEdge {
    if rows == 0 { return other }
    if other.rows == 0 { return self }
    var both = self
    both.rows += other.rows
    let arePeers = other.begins(behind: self)
    both.distinct += other.distinct - (arePeers ? 1 : 0)
    if !arePeers || other.distinct > 1 { both.lastPeers = rows + other.lastPeers }
    both.last = other.last
    for (index, function) in functions.enumerated() {
      let (left, right) = (self.functions[index], other.functions[index])
      both.functions[index].count += right.count
      both.functions[index].sum.add(right.sum)
      if let before = left.values, let behind = right.values {
        both.functions[index].values = function.standing(
          for: Column.concatenated([before, behind], type: before.type))
      }
    }
    return both
  }

  /// Whether the first row is equal in the order to the last one of others before.
  func begins(behind other: WindowEdge) -> Bool { first == other.last }
}

extension WindowFunction {
  /// Whether it gives values of rows, which may be in another stretch.
  var givesValues: Bool {
    switch kind {
    case .lag, .lead, .firstValue, .lastValue, .min, .max: true
    case .rowNumber, .rank, .denseRank, .ntile, .sum, .count: false
    }
  }

  /// As few of some values, in the order of their rows, as are needed beside them: behind those of
  /// `lag`, before those of `lead`, on either side of the others.
  func standing(for column: Column) -> Column {
    switch kind {
    case .lag(let offset): column.slice(max(0, column.count - offset)..<column.count)
    case .lead(let offset): column.slice(0..<min(offset, column.count))
    default: WindowStretch.picked(column, by: self)
    }
  }
}
