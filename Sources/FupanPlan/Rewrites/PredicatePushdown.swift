import FupanData

/// Moves filters below steps that neither drop nor reject a row, so that those see fewer rows.
///
/// A filter moves below a projection that merely passes its columns on, a sort, and a window whose
/// partitions it keeps or drops whole. It never moves below a check, a limit or another filter, so
/// what each of them rejects or drops stays as it is; nor below a step that could end the run for a
/// row that the filter drops.
enum PredicatePushdown {
  static func rewritten(_ relation: Relation) -> Relation {
    let inner = relation.over(relation.inputs.map(rewritten))
    guard case .filter(let input, let condition) = inner.node else { return inner }
    return pushed(condition, below: input, filter: inner) ?? inner
  }

  /// The rows of `input` that the filter keeps, with the filter further down; nil where it stays.
  private static func pushed(
    _ condition: Expression, below input: Relation, filter: Relation
  ) -> Relation? {
    switch input.node {
    case .project(let source, let projections):
      guard projections.allSatisfy({ $0.expression.isTotal }),
        let renamed = condition.renamed({ name in
          projections.first { $0.name.utf8.elementsEqual(name.utf8) }?.passedColumn
        })
      else { return nil }
      return input.over([filtered(source, renamed, filter)])
    case .sort(let source, _): return input.over([filtered(source, condition, filter)])
    case .window(let source, let window):
      let isByPartition = condition.columns.allSatisfy { name in
        window.partition.contains { $0.utf8.elementsEqual(name.utf8) }
      }
      guard isByPartition, !condition.columns.isEmpty, condition.isTotal, !window.canEndRun else {
        return nil
      }
      return input.over([filtered(source, condition, filter)])
    default: return nil
    }
  }

  private static func filtered(
    _ source: Relation, _ condition: Expression, _ filter: Relation
  ) -> Relation {
    let moved = Relation(
      .filter(source, condition), schema: source.schema, origin: filter.origin,
      isComplete: source.isComplete, ordering: source.ordering)
    return pushed(condition, below: source, filter: moved) ?? moved
  }
}

extension Expression {
  /// The same expression over other columns; nil where one has no new name.
  fileprivate func renamed(_ name: (String) -> String?) -> Expression? {
    func all(_ expressions: [Expression]) -> [Expression]? {
      let renamed = expressions.compactMap { $0.renamed(name) }
      return renamed.count == expressions.count ? renamed : nil
    }
    let form: Form?
    switch self.form {
    case .column(let column): form = name(column).map { .column($0) }
    case .literal: form = self.form
    case .cast(let operand): form = operand.renamed(name).map { .cast($0) }
    case .call(let function, let arguments): form = all(arguments).map { .call(function, $0) }
    case .conditional(let branches, let otherwise):
      guard let conditions = all(branches.map { $0.condition }),
        let values = all(branches.map { $0.value })
      else { return nil }
      let last = otherwise.map { $0.renamed(name) }
      if case .some(.none) = last { return nil }
      form = .conditional(
        zip(conditions, values).map { Branch(condition: $0, value: $1) },
        otherwise: last.flatMap { $0 })
    }
    return form.map { Expression($0, type: type, unit: unit, isPersonal: isPersonal) }
  }
}

extension Window {
  /// Whether a row may end the run: by a tie or a sum that does not fit.
  var canEndRun: Bool { functions.contains { $0.canEndRun(ties) } }
}

extension WindowFunction {
  /// Whether a row may end the run: by a tie or a sum that does not fit.
  func canEndRun(_ ties: TiePolicy) -> Bool {
    switch kind {
    case .sum: true
    case .rank, .denseRank: false
    case .count, .min, .max: ties == .error && frame != .partition
    case .rowNumber, .ntile, .lag, .lead, .firstValue, .lastValue: ties == .error
    }
  }
}

extension Aggregation {
  /// Whether a group may end the run: by a tie or a sum that does not fit.
  var canEndRun: Bool {
    switch function {
    case .sum: true
    case .first, .last: ties == .error
    case .count, .countDistinct, .min, .max, .orderStatistic: false
    }
  }
}
