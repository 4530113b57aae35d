import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `union`: the rows of several datasets, one after the other.
///
///     - union: [youzan, taobao]
package struct Union: ReadStage {
  package static let about = StageDescription(
    "union", .combine,
    "Puts the rows of several datasets one after the other; columns are matched by name."
  )

  @Parameter("The datasets.", .principal, .nonEmpty) var of: [DatasetName]

  package init() {}

  package var datasets: [DatasetName] { of }

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let relations = of.map { name in
      found.gather { () throws(Problems) in try scope.relation(name) }
    }
    if let problems = Problems(found) { throw problems }
    return try Relation.union(
      Union.known(relations.compactMap { $0 }), origin: scope.origin)
  }

  /// Without those whose files are not there and whose columns nobody knows: they add no rows, and
  /// what they would look like is no reason to refuse the others.
  private static func known(_ relations: [Relation]) -> [Relation] {
    let known = relations.filter { !($0.readsNothing && $0.isGuessed) }
    return known.isEmpty ? Array(relations.prefix(1)) : known
  }
}
