/// The Markdown table of a type's parameters, for the reference.
package enum ParameterReference {
  /// A table with a row for each parameter and, after it, one table for each nested group.
  ///
  /// The principal parameter is marked, and a required one has `required` for its default.
  package static func markdown(for specs: [ParameterSpec]) -> String {
    guard !specs.isEmpty else { return "No parameters.\n" }
    var result = table(specs)
    for spec in specs {
      guard let group = group(of: spec.kind), !group.isEmpty else { continue }
      result += "\n`\(spec.key)`, each:\n\n" + markdown(for: group)
    }
    return result
  }

  private static func table(_ specs: [ParameterSpec]) -> String {
    var result = "| Parameter | Value | Default | Meaning |\n| --- | --- | --- | --- |\n"
    for spec in specs {
      let key = "`\(spec.key)`" + (spec.isPrincipal ? " (principal)" : "")
      let fallback = spec.isRequired ? "required" : spec.defaultText.map { "`\($0)`" } ?? ""
      let cells = [key, spec.kind.placeholder, fallback, spec.help + rules(of: spec)]
      result += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
    }
    return result
  }

  private static func rules(of spec: ParameterSpec) -> String {
    let rules = spec.rules.compactMap { $0.described?.text(in: .english) }
    return rules.isEmpty ? "" : " Must " + rules.joined(separator: ", ") + "."
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func group(of kind: ParameterKind) -> [ParameterSpec]? {
    switch kind {
    case .group(let specs): specs
    case .list(of: let item), .named(of: let item), .map(of: let item): group(of: item)
    case .oneOf(let kinds): kinds.lazy.compactMap { group(of: $0) }.first
    default: nil
    }
  }
}
