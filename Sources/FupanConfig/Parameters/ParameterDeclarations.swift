/// Checks declarations of parameters for mistakes of whoever wrote them; tests call it.
package enum ParameterDeclarations {
  /// What is wrong with `specs`, one sentence each; empty where all is well.
  ///
  /// Help is a sentence; keys differ; at most one parameter is principal; a nested group is checked
  /// too.
  package static func faults(of specs: [ParameterSpec]) -> [String] {
    var faults: [String] = []
    for (index, spec) in specs.enumerated() {
      if !spec.help.hasSuffix(".") || spec.help.first?.isUppercase != true {
        faults.append("the help of '\(spec.key)' is not a sentence")
      }
      if specs[..<index].contains(where: { $0.key == spec.key }) {
        faults.append("'\(spec.key)' is declared twice")
      }
      faults += nested(spec.kind).map { "in '\(spec.key)': \($0)" }
    }
    let principals = specs.filter(\.isPrincipal).map(\.key)
    if principals.count > 1 {
      faults.append("several principal parameters: \(principals.joined(separator: ", "))")
    }
    return faults
  }

  private static func nested(_ kind: ParameterKind) -> [String] {
    switch kind {
    case .group(let specs): faults(of: specs)
    case .list(of: let item), .named(of: let item), .map(of: let item): nested(item)
    case .oneOf(let kinds): kinds.flatMap(nested)
    default: []
    }
  }
}
