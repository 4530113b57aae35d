/// Leaves groups in the order in which they are first seen where nobody can tell, instead of sorting
/// them by their keys.
///
/// First seen is the same for every number of threads and size of batches, so nothing depends on
/// chance; only where one looks is the order by keys worth its price. Who looks: results, a finish, a
/// window, a sort, a limit, a check and what takes the first or last of a group.
struct OrderPruning {
  /// The fragments whose order some consumer sees.
  private var seen: Set<String> = []

  /// The fragments, in the same order.
  static func rewritten(_ fragments: [Fragment], results: [String]) -> [Fragment] {
    var pruning = OrderPruning()
    func isSeen(_ fragment: Fragment) -> Bool {
      fragment.finish.map { $0.seesOrder }
        ?? (results.contains(fragment.name) || pruning.seen.contains(fragment.name))
    }
    for fragment in fragments.reversed() {
      _ = pruning.pruned(fragment.relation, isSeen(fragment), fragments: [:])
    }
    var done: [String: Fragment] = [:]
    return fragments.map { fragment in
      let relation = pruning.pruned(fragment.relation, isSeen(fragment), fragments: done)
      let result = Fragment(fragment.name, relation, finish: fragment.finish)
      done[fragment.name] = result
      return result
    }
  }

  /// The relation without the orders that nobody sees, noting which fragments' orders are seen.
  private mutating func pruned(
    _ relation: Relation, _ isSeen: Bool, fragments: [String: Fragment]
  ) -> Relation {
    let result: Relation
    if case .scan(.fragment(let fragment)) = relation.node {
      if isSeen { seen.insert(fragment.name) }
      result = relation.with(
        .scan(.fragment(fragments[fragment.name] ?? fragment)), relation.schema)
    } else {
      let looks = relation.seesOrder(isSeen)
      result = relation.over(
        relation.inputs.map { pruned($0, looks, fragments: fragments) })
    }
    return isSeen ? result : result.unordered
  }
}

extension Relation {
  /// Whether it can be told in which order the input's rows come.
  ///
  /// - Parameter isSeen: whether somebody sees the order of its own rows.
  fileprivate func seesOrder(_ isSeen: Bool) -> Bool {
    switch node {
    case .scan, .values, .project, .filter, .join, .union, .unnest, .unpivot: isSeen
    case .check, .window, .sort, .limit: true
    case .aggregate(_, _, let into): into.contains { !$0.order.isEmpty }
    }
  }

  /// The same rows, in an order that nobody may rely on.
  fileprivate var unordered: Relation {
    Relation(node, schema: schema, origin: origin, isComplete: isComplete)
  }
}
