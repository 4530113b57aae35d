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
    if input.isInReadOrder { return input.limited(rows) }
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
}
