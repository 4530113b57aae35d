import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `limit`: the first rows.
///
///     - sort: revenue desc
///     - limit: 20
package struct Limit: TransformStage {
  package static let about = StageDescription(
    "limit", .clean,
    "Keeps the first rows: of the order before it, else of the file; equal ones follow the other columns."
  )

  @Parameter("How many rows stay.", .principal, .atLeast(0)) var rows: Int

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    try first(of: input, in: scope)
  }

  private func first(of input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if input.isInReadOrder { return input.limited(rows) }
    if let keys = input.sortKeys, keys.count > input.ordering.count {
      // A column of the order is gone or another: the rows are chosen while it is there.
      guard case .project(let sorted, let projections) = input.node else {
        throw Problems(
          Diagnostic(
            .orderLost, at: scope.origin.place, ["columns": .list(keys.map { $0.column })]))
      }
      return try first(of: sorted.with(origin: scope.origin), in: scope).projected(projections)
    }
    // The other columns make the order total, so that every engine keeps the same rows.
    let ordered = input.ordering.map { $0.column }
    let others = input.schema.fields.filter { $0.type.isOrdered && !ordered.contains($0.name) }
    return input.top(rows, order: input.ordering + others.map { SortKey($0.name) })
  }
}

extension Relation {
  /// Whether the rows come as they were read, one file after the other.
  fileprivate var isInReadOrder: Bool {
    switch node {
    case .scan(.files), .values: true
    case .scan(.fragment(let fragment)):
      fragment.finish == nil && fragment.relation.isInReadOrder
    case .project(let input, _), .filter(let input, _), .check(let input, _):
      input.isInReadOrder
    case .union(let inputs): inputs.allSatisfy { $0.isInReadOrder }
    case .limit(let input, _): input.isInReadOrder
    case .aggregate, .window, .join, .sort, .unnest, .unpivot: false
    }
  }

  /// The order of the sort that the rows come from one by one, or nil.
  fileprivate var sortKeys: [SortKey]? {
    switch node {
    case .sort(_, let keys): keys
    case .scan(.fragment(let fragment)): fragment.finish == nil ? fragment.relation.sortKeys : nil
    case .project(let input, _), .filter(let input, _), .check(let input, _),
      .limit(let input, _):
      input.sortKeys
    case .scan, .values, .union, .aggregate, .window, .join, .unnest, .unpivot: nil
    }
  }
}

extension Message {
  static let orderLost = Message(
    "order_lost", exit: .config,
    en: "the rows are in the order of {columns}, but not all of these are there any more",
    zh: "各行按 {columns} 排序，但其中有的列已经不在了",
    hint: (en: "put limit right after sort", zh: "请把 limit 写在 sort 之后"))
}
