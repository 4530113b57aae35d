import FupanData
import FupanPlan

/// An aggregate by computed columns over rows that stand together: what the columns are computed from
/// is mostly equal in rows that follow each other, so these are reduced first, and the columns
/// computed once for all of them.
///
///     aggregate by session_id into count(*)
///       project session_id = concat(person_id, '#', cast(visit as text))
///
/// becomes, for runs of rows of one `person_id` and `visit`, one row with its count; these are
/// aggregated by `session_id` as a sum.
struct RunReduction {
  /// The rows below the projection that computes the columns.
  let source: Relation
  /// The projections from the computing one up to the aggregate.
  let projections: [Relation]
  /// The columns of the source that the grouping columns are computed from.
  let columns: [String]
  /// The grouping columns.
  let keys: [Projection]
  /// What is computed of each run.
  let parts: [Aggregation]
  /// What is computed of the parts.
  let totals: [Aggregation]

  /// Nil where the columns are not computed, or something does not follow from parts.
  init?(_ input: Relation, _ by: [String], _ into: [Aggregation]) {
    var below = input
    var passed: [Relation] = []
    var names = Dictionary(
      (by + into.compactMap { $0.column }).map { ($0, $0) }, uniquingKeysWith: { a, _ in a })
    while case .project(let inner, let projections) = below.node {
      passed.insert(below, at: 0)
      if projections.allSatisfy({ $0.passedColumn != nil }) {
        names = names.compactMapValues { name in
          projections.first { $0.name == name }?.passedColumn
        }
        below = inner
        continue
      }
      guard projections.allSatisfy({ $0.expression.isTotal }) else { return nil }
      let named = Dictionary(
        projections.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
      let keys = by.compactMap { name in
        names[name].flatMap { named[$0] }.map { Projection(name, $0.expression) }
      }
      guard keys.count == by.count, keys.contains(where: { $0.passedColumn == nil }) else {
        return nil
      }
      var parts: [Aggregation] = []
      var totals: [Aggregation] = []
      for aggregation in into {
        let column = aggregation.column.map { names[$0].flatMap { named[$0]?.passedColumn } }
        if case .some(.none) = column { return nil }
        var part = aggregation
        part.column = column.flatMap { $0 }
        part.name = Relation.hiddenName("part\(parts.count)", in: inner.schema)
        var total = aggregation
        total.column = part.name
        switch aggregation.function {
        case .count: total.function = .sum
        case .min, .max: break
        case .countDistinct, .sum, .first, .last, .orderStatistic: return nil
        }
        parts.append(part)
        totals.append(total)
      }
      source = inner
      self.projections = passed
      columns = keys.flatMap { $0.expression.columns }.reduce(into: []) { found, name in
        if !found.contains(name) { found.append(name) }
      }
      self.keys = keys
      self.parts = parts
      self.totals = totals
      return
    }
    return nil
  }

  /// The columns of the source that are grouping columns themselves.
  var passedColumns: [String] { keys.compactMap { $0.expression.sourceOfOrder } }

  /// The columns of runs before the grouping columns are computed.
  var runSchema: Schema {
    Schema(
      columns.compactMap { source.schema[$0] }
        + parts.map { part in
          let type = part.column.flatMap { source.schema[$0]?.type }
          return Field(part.name, part.function.result(for: type) ?? .integer)
        })
  }

  /// The columns that are aggregated in the end.
  var schema: Schema {
    Schema(
      keys.map { $0.expression.field(named: $0.name) }
        + runSchema.fields.dropFirst(columns.count))
  }
}
