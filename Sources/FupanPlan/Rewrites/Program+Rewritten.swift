extension Program {
  /// The same results with less work: filters further down, columns that nobody uses and orders that
  /// nobody sees left out.
  ///
  /// What is rejected, which values end the run and the columns of every result stay as they are.
  package func rewritten() -> Program {
    var done: [String: Fragment] = [:]
    var moved: [Fragment] = []
    for fragment in fragments {
      let relation = PredicatePushdown.rewritten(fragment.relation).scanning(done)
      let result = Fragment(fragment.name, relation, finish: fragment.finish)
      done[fragment.name] = result
      moved.append(result)
    }
    let narrow = ColumnPruning.rewritten(moved, results: results)
    return Program(ordered: OrderPruning.rewritten(narrow, results: results), results: results)
  }
}

extension Relation {
  /// The same relation over rewritten fragments of the same names.
  fileprivate func scanning(_ fragments: [String: Fragment]) -> Relation {
    if case .scan(.fragment(let fragment)) = node, let current = fragments[fragment.name] {
      return with(.scan(.fragment(current)), schema)
    }
    return inputs.isEmpty ? self : over(inputs.map { $0.scanning(fragments) })
  }
}
