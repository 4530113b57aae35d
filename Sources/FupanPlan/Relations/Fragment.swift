import FupanData

/// A named relation that is computed once and may be scanned by several others: a dataset, or the
/// reduction that a finish turns into a small table.
package struct Fragment: Sendable {
  /// Unique within a program: `orders`, `tiers.rfm`.
  package let name: String
  package let relation: Relation
  /// What is done natively with the rows, or nil where they are the result.
  package let finish: Finish?
  /// Whether some of its columns are only those that later stages name; kept, because datasets that
  /// many others read would be gone through once for each way to them.
  let isGuessed: Bool

  package init(_ name: String, _ relation: Relation, finish: Finish? = nil) {
    self.name = name
    self.relation = relation
    self.finish = finish
    isGuessed = relation.isGuessed
  }

  /// The fields of the result.
  package var schema: Schema { finish?.schema ?? relation.schema }
}
