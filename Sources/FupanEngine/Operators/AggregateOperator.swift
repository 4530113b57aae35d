import FupanData
import FupanDiagnostics
import FupanPlan

/// Rows reduced to one for each combination of some columns, in the order of their keys or, where
/// nobody sees that, in the order in which they are first seen.
struct AggregateOperator: BlockingOperator {
  let by: [String]
  let aggregations: [Aggregation]
  let input: Schema
  let schema: Schema
  let isOrdered: Bool
  let places: RowPlaces
  let origin: Origin

  struct Partial: Sendable {
    var groups = KeyTable()
    /// The grouping columns of each group's first row, in pieces.
    var representatives: [[Column]] = []
    var accumulators: [any Accumulator] = []
  }

  func begin() -> Partial {
    var partial = Partial()
    partial.accumulators = aggregations.enumerated().map { index, aggregation in
      keeper(of: index) == index
        ? aggregation.accumulator(of: aggregation.column.flatMap { input[$0]?.type })
        : SharedAccumulator()
    }
    return partial
  }

  /// The aggregation that keeps the running values of the one at a position: the first that shares
  /// them.
  private func keeper(of position: Int) -> Int {
    aggregations[..<position].firstIndex { $0.sharesValues(with: aggregations[position]) }
      ?? position
  }

  /// Groups are merged afterwards anyway, so they are only looked for where many rows share one.
  func consume(_ batch: Batch, into partial: inout Partial) {
    let columns = by.compactMap { batch[$0] }
    let groups: [Int32]
    if columns.isEmpty {
      groups = Array(repeating: 0, count: batch.count)
    } else {
      let known = partial.groups.count
      groups = partial.groups.insertLoosely(columns, count: batch.count)
      if partial.groups.count > known {
        partial.representatives.append(
          AggregateOperator.firstRows(groups, after: known, columns))
      }
    }
    update(&partial, batch, groups, count: columns.isEmpty ? 1 : partial.groups.count)
  }

  /// Adds rows to the groups that `groups` names, of which there are `count`.
  func update(_ partial: inout Partial, _ batch: Batch, _ groups: [Int32], count: Int) {
    for index in aggregations.indices {
      partial.accumulators[index].reserve(groups: count)
      partial.accumulators[index].update(
        AggregateInput(
          batch: batch, column: aggregations[index].column.flatMap { batch[$0] }),
        groups: groups)
    }
  }

  /// The rows in which groups from number `known` on were first seen.
  private static func firstRows(
    _ groups: [Int32], after known: Int, _ columns: [Column]
  ) -> [Column] {
    var rows: [Int32] = []
    for (row, group) in groups.enumerated() where Int(group) == known + rows.count {
      rows.append(Int32(row))
    }
    return columns.map { $0.gathered(rows) }
  }

  func seal(_ partial: inout Partial) {
    for index in partial.accumulators.indices { partial.accumulators[index].seal() }
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    let numbers: [Int32]
    var count = 1
    if by.isEmpty {
      numbers = [0]
    } else {
      let known = total.groups.count
      numbers = total.groups.merge(partial.groups)
      count = total.groups.count
      if count > known {
        let all = AggregateOperator.combined(partial.representatives, by.count)
        total.representatives.append(AggregateOperator.firstRows(numbers, after: known, all))
      }
    }
    for index in aggregations.indices {
      total.accumulators[index].reserve(groups: count)
      partial.accumulators[index].reserve(groups: by.isEmpty ? 1 : partial.groups.count)
      total.accumulators[index].merge(partial.accumulators[index], numbers: numbers)
    }
  }

  private static func combined(_ pieces: [[Column]], _ count: Int) -> [Column] {
    (0..<count).compactMap { index in
      pieces.first.map { first in
        pieces.count == 1
          ? first[index]
          : Column.concatenated(pieces.map { $0[index] }, type: first[index].type)
      }
    }
  }

  /// Computes by all workers what takes long to finish.
  func settle(_ total: inout Partial, threads: Int) async {
    for index in total.accumulators.indices {
      total.accumulators[index].reserve(groups: by.isEmpty ? 1 : total.groups.count)
      await total.accumulators[index].settle(threads: threads)
    }
  }

  /// One row a group; without grouping columns one row, even of no rows.
  func finish(_ total: consuming Partial) throws(StretchProblem) -> Batch {
    let order =
      by.isEmpty
      ? [0] : isOrdered ? total.groups.sortedKeys() : Array(0..<Int32(total.groups.count))
    if order.isEmpty { return Batch(empty: schema) }
    var columns = AggregateOperator.combined(total.representatives, by.count)
    if isOrdered { columns = columns.map { $0.gathered(order) } }
    return try finish(&total, columns, order, count: by.isEmpty ? 1 : total.groups.count)
  }

  /// - Parameters:
  ///   - keys: the grouping columns of the result.
  ///   - order: the groups in its order.
  func finish(
    _ total: inout Partial, _ keys: [Column], _ order: [Int32], count: Int
  ) throws(StretchProblem) -> Batch {
    var columns = keys
    for (index, aggregation) in aggregations.enumerated() {
      total.accumulators[index].reserve(groups: count)
      do {
        columns.append(
          try total.accumulators[keeper(of: index)].finish(order, of: aggregation))
      } catch {
        throw problem(error, aggregation, at: index)
      }
    }
    return Batch(schema, columns, count: order.count)
  }

  /// The same step with its groups in the order of their keys.
  var ordered: AggregateOperator {
    AggregateOperator(
      by: by, aggregations: aggregations, input: input, schema: schema, isOrdered: true,
      places: places, origin: origin)
  }

  /// About how many bytes of memory the groups take, with the first row of each.
  func byteCount(of partial: Partial) -> Int {
    let count = partial.groups.count
    return partial.accumulators.reduce(partial.groups.memory * 3 / 2) {
      $0 + $1.byteCount(groups: count)
    }
  }

  private func problem(
    _ failure: AggregateFailure, _ aggregation: Aggregation, at position: Int
  ) -> StretchProblem {
    switch failure {
    case .overflow:
      let column = aggregation.column ?? aggregation.name
      return StretchProblem(
        diagnostic: Diagnostic(.sumOverflow, at: origin.place, ["column": .text(column)]),
        step: position)
    case .tie(let first, let second):
      return StretchProblem(
        diagnostic: places.tie(
          first, second, columns: by + aggregation.order.map(\.column), name: aggregation.name,
          stage: origin),
        step: position, origin: first)
    }
  }
}
