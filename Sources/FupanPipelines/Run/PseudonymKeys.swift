import FupanData
import FupanPlan

extension Program {
  /// What may be shown of the keys that it makes pseudonyms with, sorted: two runs with the same have
  /// the same pseudonyms, and a key that was changed is seen.
  var pseudonymKeyIDs: [String] {
    var found: Set<String> = []
    func visit(_ expression: Expression) {
      switch expression.form {
      case .column, .literal: break
      case .call(let name, let arguments):
        if name == "pseudonym", arguments.count == 3, let key = arguments[2].literal?.text {
          found.insert(Pseudonym.keyID(of: Array(key.utf8)))
        }
        arguments.forEach(visit)
      case .conditional(let branches, let otherwise):
        for branch in branches {
          visit(branch.condition)
          visit(branch.value)
        }
        if let otherwise { visit(otherwise) }
      case .cast(let inner): visit(inner)
      }
    }
    func visit(_ relation: Relation) {
      if case .project(_, let projections) = relation.node {
        for projection in projections { visit(projection.expression) }
      }
      relation.inputs.forEach(visit)
    }
    for fragment in fragments { visit(fragment.relation) }
    return found.sorted()
  }
}
