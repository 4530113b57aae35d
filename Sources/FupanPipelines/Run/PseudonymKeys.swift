import FupanData
import FupanPlan

extension Program {
  /// What may be shown of the keys that it makes pseudonyms with, sorted: two runs with the same have
  /// the same pseudonyms, and a key that was changed is seen.
  var pseudonymKeyIDs: [String] {
    var found: Set<String> = []
    func visit(_ expression: Expression) {
      if case .call("pseudonym", let arguments) = expression.form, arguments.count == 3,
        let key = arguments[2].literal?.text
      {
        found.insert(Pseudonym.keyID(of: Array(key.utf8)))
      }
      expression.parts.forEach(visit)
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
