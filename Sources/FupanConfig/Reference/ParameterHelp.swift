import FupanDiagnostics

/// The help of a command whose options are declared parameters.
///
///     usage: fupan top --of <column> [--rows <integer>]
///
///       --of <column>      What to order by.
///       --rows <integer>   How many rows to keep. Default 10, from 1 to 1000.
package enum ParameterHelp {
  /// The usage line and one line an option, columns aligned; ends with a line end.
  ///
  /// - Parameter words: what bare words of the command are, where they do not set the principal
  ///   parameter: `file…`.
  package static func text(
    for specs: [ParameterSpec], command: String, words: String? = nil
  ) -> String {
    let usage = specs.map { spec in
      let option = "--\(spec.option)\(value(of: spec))"
      let word = spec.isPrincipal && words == nil ? "<\(spec.kind.placeholder)>" : option
      return spec.isRequired ? word : "[\(word)]"
    }
    let start = [command] + (words.map { ["[<\($0)>]"] } ?? [])
    return "usage: " + (start + usage).joined(separator: " ") + "\n"
      + lines(for: specs) { "--\($0.option)\(value(of: $0))" }
  }

  /// What a document writes, `- read_csv: {files: <path…>}`, and one line a key.
  package static func text(for specs: [ParameterSpec], item: String) -> String {
    let required = specs.filter { $0.isRequired }.map { "\($0.key): <\($0.kind.placeholder)>" }
    return "usage: - " + item + (required.isEmpty ? "" : ": {\(required.joined(separator: ", "))}")
      + "\n" + lines(for: specs) { "\($0.key): <\($0.kind.placeholder)>" }
  }

  private static func lines(
    for specs: [ParameterSpec], head: (ParameterSpec) -> String
  ) -> String {
    guard !specs.isEmpty else { return "" }
    var result = "\n"
    let heads = specs.map { "  " + head($0) }
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
