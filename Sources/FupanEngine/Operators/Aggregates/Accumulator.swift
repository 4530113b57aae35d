import FupanData
import FupanPlan

/// The running values of one aggregate function, one for each group.
protocol Accumulator: Sendable {
  /// Makes room for `groups` groups.
  mutating func reserve(groups: Int)
  /// Adds rows to the groups that `groups` names.
  mutating func update(_ input: AggregateInput, groups: [Int32])
  /// Adds the groups of another one, whose group `i` is `numbers[i]` here; its rows come later.
  mutating func merge(_ other: any Accumulator, numbers: [Int32])
  /// Makes what was added ready to be merged: a worker's last step, so that merging is short.
  mutating func seal()
  /// Computes by all workers what ``finish(_:)`` would compute by itself; no more rows come.
  mutating func settle(threads: Int) async
  /// The results of the groups, in the order of `groups`.
  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column
  /// The same for one of several aggregations that share these running values.
  mutating func finish(_ groups: [Int32], of aggregation: Aggregation) throws(AggregateFailure)
    -> Column
  /// About how many bytes of memory it takes.
  func byteCount(groups: Int) -> Int
}

extension Accumulator {
  func byteCount(groups: Int) -> Int { groups * 24 }
}

extension Accumulator {
  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column {
    preconditionFailure("whoever keeps values for several is asked for one of them")
  }

  mutating func finish(
    _ groups: [Int32], of aggregation: Aggregation
  ) throws(AggregateFailure) -> Column {
    try finish(groups)
  }

  mutating func seal() {}
  mutating func settle(threads: Int) async {}
}

/// The rows that an accumulator adds.
struct AggregateInput {
  let batch: Batch
  /// The column it reads; nil where it counts rows.
  let column: Column?
}

/// Why a group has no result.
enum AggregateFailure: Error {
  case overflow
  case tie(first: RowOrigin?, second: RowOrigin?)
}

/// Where a row was read.
struct RowOrigin: Hashable, Sendable, Comparable {
  var file: Int32
  var line: Int64

  static func < (left: RowOrigin, right: RowOrigin) -> Bool {
    left.file != right.file ? left.file < right.file : left.line < right.line
  }
}
