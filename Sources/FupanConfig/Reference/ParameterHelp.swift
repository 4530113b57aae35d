import FupanDiagnostics

/// The help of a command whose options are declared parameters.
///
///     usage: fupan top --of <column> [--rows <integer>]
///
///       --of <column>      What to order by.
///       --rows <integer>   How many rows to keep. Default 10, from 1 to 1000.
package enum ParameterHelp {
  /// The usage line and one line an option, columns aligned; ends with a line end.
  package static func text(for specs: [ParameterSpec], command: String) -> String {
    let usage = specs.map { spec in
      let option = "--\(spec.option)\(value(of: spec))"
      let word = spec.isPrincipal ? "<\(spec.kind.placeholder)>" : option
      return spec.isRequired ? word : "[\(word)]"
    }
    var result = "usage: " + ([command] + usage).joined(separator: " ") + "\n"
    guard !specs.isEmpty else { return result }
    result += "\n"
    let heads = specs.map { "  --\($0.option)\(value(of: $0))" }
    let width = min(36, heads.map { DisplayWidth.of($0) }.max() ?? 0) + 3
    for (spec, head) in zip(specs, heads) {
      if DisplayWidth.of(head) + 1 > width {
        result += head + "\n" + String(repeating: " ", count: width)
      } else {
        result += DisplayWidth.padded(head, to: width)
      }
      result += spec.help + remarks(of: spec) + "\n"
    }
    return result
  }

  private static func value(of spec: ParameterSpec) -> String {
    if case .boolean = spec.kind { return "" }
    return " <\(spec.kind.placeholder)>"
  }

  /// What help and reference say after the sentence: default, rules, role.
  package static func remarks(of spec: ParameterSpec) -> String {
    var remarks: [String] = []
    if let text = spec.defaultText, text != "[]", text != "{}" { remarks.append("default \(text)") }
    for rule in spec.rules {
      switch rule {
      case .principal: break
      case .nonEmpty: remarks.append("not empty")
      case .range(let from, let through): remarks.append("from \(from) to \(through)")
      case .atLeast(let bound): remarks.append("at least \(bound)")
      }
    }
    guard let first = remarks.first else { return "" }
    let sentence = [first.prefix(1).uppercased() + first.dropFirst()] + remarks.dropFirst()
    return " " + sentence.joined(separator: ", ") + "."
  }
}
