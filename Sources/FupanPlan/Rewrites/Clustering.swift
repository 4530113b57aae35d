import FupanData

/// By what the rows of a fragment are put together once, for all that would otherwise do it for
/// themselves: several analyses by the same person and time.
///
/// It is a matter of layout alone. A fragment is only put together where nobody can tell: its order
/// is not that of a result, and every window over it has all of the clustering's columns among its
/// partition and order, so that rows that are equal there keep the order they came in.
package struct Clustering: Hashable, Sendable {
  /// The columns whose groups stand together, in the order of their values.
  package let by: [String]
  /// The order of rows within a group; equal rows stay as they come.
  package let order: [SortKey]
}

extension Program {
  /// How fragments are put together, by their names.
  package var clusterings: [String: Clustering] {
    var demands: [String: [Demand]] = [:]
    for fragment in fragments.reversed() {
      let own = demands[fragment.name, default: []]
      // A stable order among equal rows is part of what a window over the fragment sees.
      let isSeen =
        results.contains(fragment.name) || own.contains { $0.isSeen || $0.window != nil }
      fragment.relation.collect(
        Demand(isSeen: fragment.finish.map { $0.seesOrder } ?? isSeen), into: &demands)
    }
    var result: [String: Clustering] = [:]
    for fragment in fragments where fragment.finish == nil && !results.contains(fragment.name) {
      result[fragment.name] = Demand.clustering(demands[fragment.name, default: []])
    }
    return result
  }
}

/// What a scan of a fragment needs of its order.
private struct Demand {
  /// Whether somebody can tell the order of the rows as such.
  var isSeen: Bool
  /// The window that puts them together first.
  var window: Grouping?
  /// The columns of the aggregate that puts them together first.
  var aggregate: Set<String>?

  /// A window's partition and order in terms of the rows below it.
  struct Grouping {
    var partition: [String]
    /// Whether every column of the partition is one of the rows'.
    var isWhole: Bool
    /// The first keys of the order that are columns of the rows.
    var order: [SortKey]
  }

  /// The clustering that serves several of these and shows in none.
  static func clustering(_ demands: [Demand]) -> Clustering? {
    guard !demands.contains(where: { $0.isSeen }),
      let first = demands.lazy.compactMap({ $0.window }).first(where: { $0.isWhole })
    else { return nil }
    let by = first.partition
    var order = first.order[...]
    var served = 0
    for demand in demands {
      if let window = demand.window {
        guard Set(by).isSubset(of: window.partition) else { return nil }
        let named = window.partition + window.order.map { $0.column }
        order = order.prefix { named.contains($0.column) }
        served += 1
      } else if let aggregate = demand.aggregate, aggregate.isSuperset(of: by) {
        served += 1
      }
    }
    return served > 1 && !by.isEmpty ? Clustering(by: by, order: Array(order)) : nil
  }

  /// The demand in terms of the rows below a projection.
  func below(_ projections: [Projection]) -> Demand {
    func source(_ name: String) -> String? {
      projections.first { $0.name == name }?.expression.sourceOfOrder
    }
    var result = self
    result.isSeen = isSeen || !projections.allSatisfy { $0.expression.isTotal }
    if let window {
      let partition = window.partition.compactMap(source)
      let order = window.order.map { key in
        source(key.column).map { SortKey($0, key.direction, nulls: key.nulls) }
      }
      result.window = Grouping(
        partition: partition,
        isWhole: window.isWhole && partition.count == window.partition.count,
        order: order.prefix { $0 != nil }.compactMap { $0 })
    }
    result.aggregate = aggregate.map { Set($0.compactMap(source)) }
    return result
  }
}

extension Relation {
  /// Notes what the scans of fragments below have to keep, given what is asked of these rows.
  fileprivate func collect(_ demand: Demand, into demands: inout [String: [Demand]]) {
    switch node {
    case .scan(.fragment(let fragment)): demands[fragment.name, default: []].append(demand)
    case .scan(.files), .values: break
    case .project(let input, let projections):
      input.collect(demand.below(projections), into: &demands)
    case .filter(let input, let condition):
      var demand = demand
      // Which row ends a run is told by where it stands.
      demand.isSeen = demand.isSeen || !condition.isTotal
      input.collect(demand, into: &demands)
    case .window(let input, let window):
      let grouping = Demand.Grouping(
        partition: window.partition, isWhole: true, order: window.order)
      input.collect(Demand(isSeen: window.partition.isEmpty, window: grouping), into: &demands)
    case .aggregate(let input, let by, let into):
      let looks = into.contains { !$0.order.isEmpty }
      input.collect(Demand(isSeen: looks, aggregate: Set(by)), into: &demands)
    case .union, .unnest, .unpivot:
      let isSeen = demand.isSeen || demand.window != nil
      for input in inputs { input.collect(Demand(isSeen: isSeen), into: &demands) }
    case .join, .check, .sort, .limit:
      for input in inputs { input.collect(Demand(isSeen: true), into: &demands) }
    }
  }
}
