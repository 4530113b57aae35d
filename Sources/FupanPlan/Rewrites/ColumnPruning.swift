import FupanData

/// Leaves out columns that nobody uses, down to the files and over fragments.
///
/// What a check reads, what a rule names and every expression that could end the run stays, so what
/// is rejected and which rows end a run do not change. A tie counts only between rows that differ in
/// a column that is used: otherwise it changes no result.
struct ColumnPruning {
  /// For each fragment, the names that its consumers use.
  private var used: [String: Set<String>] = [:]

  /// The fragments, in the same order, without what nobody uses.
  static func rewritten(_ fragments: [Fragment], results: [String]) -> [Fragment] {
    var pruning = ColumnPruning()
    for fragment in fragments.reversed() {
      let isWhole = results.contains(fragment.name) || fragment.finish != nil
      let names = Set(fragment.relation.schema.names)
      let needed = isWhole ? names : pruning.used[fragment.name, default: []]
      _ = pruning.pruned(fragment.relation, needed, fragments: [:])
    }
    var done: [String: Fragment] = [:]
    return fragments.map { fragment in
      let isWhole = results.contains(fragment.name) || fragment.finish != nil
      let names = Set(fragment.relation.schema.names)
      let needed = isWhole ? names : pruning.used[fragment.name, default: []]
      let relation = pruning.pruned(fragment.relation, needed, fragments: done)
      let result = Fragment(fragment.name, relation, finish: fragment.finish)
      done[fragment.name] = result
      return result
    }
  }

  /// The relation with at least the `needed` columns, noting what it uses of fragments.
  private mutating func pruned(
    _ relation: Relation, _ needed: Set<String>, fragments: [String: Fragment]
  ) -> Relation {
    switch relation.node {
    case .scan(.files(var files)):
      let names = relation.schema.names
      let kept = names.filter { needed.contains($0) }
      files.wanted = Set(kept.isEmpty ? Array(names.prefix(1)) : kept)
      return relation.with(
        .scan(.files(files)), relation.schema.keeping(files.wanted ?? []))
    case .scan(.fragment(let fragment)):
      used[fragment.name, default: []].formUnion(needed)
      let current = fragments[fragment.name] ?? fragment
      return relation.with(.scan(.fragment(current)), current.schema)
    case .values(let table):
      let schema = relation.schema.keeping(needed)
      return relation.with(.values(table.selecting(schema)), schema)
    case .project(let input, let projections):
      let kept = projections.filter { needed.contains($0.name) || !$0.expression.isTotal }
      let inner = pruned(
        input, Set(kept.flatMap { $0.expression.columns }), fragments: fragments)
      return relation.with(
        .project(inner, kept), relation.schema.keeping(Set(kept.map { $0.name })))
    case .aggregate(let input, let by, let into):
      var kept = into.filter { needed.contains($0.name) || $0.canEndRun }
      if kept.isEmpty, by.isEmpty { kept = Array(into.prefix(1)) }
      let inner = pruned(
        input,
        Set(by + kept.flatMap { [$0.column].compactMap { $0 } + $0.order.map { $0.column } }),
        fragments: fragments)
      return relation.with(
        .aggregate(inner, by: by, into: kept),
        relation.schema.keeping(Set(by + kept.map { $0.name })))
    case .window(let input, var window):
      let kept = window.functions.filter {
        needed.contains($0.name) || $0.canEndRun(window.ties)
      }
      let dropped = Set(window.functions.map { $0.name })
      window.functions = kept.isEmpty ? Array(window.functions.prefix(1)) : kept
      let inner = pruned(
        input,
        needed.subtracting(dropped).union(window.partition).union(
          window.order.map { $0.column } + window.functions.compactMap { $0.column }),
        fragments: fragments)
      return relation.with(
        .window(inner, window),
        relation.schema.keeping(Set(inner.schema.names + window.functions.map { $0.name })))
    case .join(let left, let right, let join):
      let leftInner = pruned(left, needed.union(join.on.map { $0.left }), fragments: fragments)
      let rightInner = pruned(right, needed.union(join.on.map { $0.right }), fragments: fragments)
      let added = Set(rightInner.schema.names).subtracting(join.on.map { $0.right })
      let names = Set(leftInner.schema.names).union(added)
      return relation.with(.join(leftInner, rightInner, join), relation.schema.keeping(names))
    case .union(let inputs):
      let schema = relation.schema.keeping(needed)
      let inner = inputs.map { input in
        pruned(input, needed, fragments: fragments).narrowed(to: schema)
      }
      return relation.with(.union(inner), schema)
    case .filter(let input, let condition):
      return passing(relation, input, needed.union(condition.columns), fragments)
    case .check(let input, let check):
      let read =
        check.conversions.map { $0.column }
        + check.rules.flatMap { $0.columns + $0.condition.columns }
      let made = check.conversions.flatMap { $0.companions.map { $0.name } }
      return passing(
        relation, input, needed.union(read).subtracting(made), fragments, made: made)
    case .sort(let input, let keys):
      return passing(relation, input, needed.union(keys.map { $0.column }), fragments)
    case .limit(let input, _): return passing(relation, input, needed, fragments)
    case .unnest(let input, let unnest):
      return passing(
        relation, input, needed.subtracting([unnest.into]).union([unnest.column]), fragments,
        made: [unnest.into])
    case .unpivot(let input, let unpivot):
      let made = [unpivot.name, unpivot.value]
      return passing(
        relation, input, needed.subtracting(made).union(unpivot.columns), fragments, made: made)
    }
  }

  /// A step that passes its input's columns on, beside those it makes.
  private mutating func passing(
    _ relation: Relation, _ input: Relation, _ needed: Set<String>,
    _ fragments: [String: Fragment], made: [String] = []
  ) -> Relation {
    let inner = pruned(input, needed, fragments: fragments)
    let names = Set(inner.schema.names + made)
    return Relation(
      relation.over([inner]).node, schema: relation.schema.keeping(names), origin: relation.origin,
      isComplete: relation.isComplete,
      ordering: Array(relation.ordering.prefix { names.contains($0.column) }))
  }
}

extension Schema {
  /// The fields with these names.
  fileprivate func keeping(_ names: Set<String>) -> Schema {
    Schema(fields.filter { names.contains($0.name) })
  }
}

extension Table {
  /// Only the columns of another schema.
  fileprivate func selecting(_ schema: Schema) -> Table {
    if schema == self.schema { return self }
    return Table(
      schema,
      batches.map { batch in
        Batch(
          schema, schema.fields.compactMap { batch[$0.name] }, count: batch.count,
          provenance: batch.provenance)
      })
  }
}

extension Relation {
  /// Exactly the columns of a schema, in its order.
  fileprivate func narrowed(to schema: Schema) -> Relation {
    if self.schema.names == schema.names { return self }
    let kept = schema.fields.compactMap { self.schema[$0.name] }
    return with(.project(self, kept.map { Projection(keeping: $0) }), Schema(kept))
  }
}
