extension Node {
  /// `text` as a YAML scalar: plain where that reads back as the same text, else in double quotes.
  package static func quotedIfNeeded(_ text: String) -> String {
    let special = Set(":#{}[],&*!|>'\"%@`")
    let isPlain =
      !text.isEmpty && text != "~" && text != "null" && DecimalLiteral(text) == nil
      && text.first?.isWhitespace == false && text.last?.isWhitespace == false
      && !text.contains { special.contains($0) || $0.isNewline } && !text.hasPrefix("-")
      && !text.hasPrefix("?")
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
