import FupanDiagnostics

/// Finds expressions that braces or brackets cut in two at a comma.
///
/// YAML reads `{net: coalesce(a, 0) - b}` as the keys `net` and `0) - b`.
enum SplitExpression {
  /// The problems of a mapping in braces.
  static func problems(inEntries entries: [Node.Entry]) -> [Diagnostic] {
    let parts = entries.map { entry in
      let value = entry.value
      let text = value.isNull ? "" : value.scalar ?? ""
      return Part(
        text: text.isEmpty ? entry.key : "\(entry.key): \(text)",
        place: text.isEmpty ? entry.keyPlace : value.place,
        isPlain: value.style == .plain && value.scalar != nil && entry.keyStyle == .plain)
    }
    return problems(in: parts)
  }

  /// The problems of a sequence in brackets.
  static func problems(inItems items: [Node]) -> [Diagnostic] {
    problems(
      in: items.map {
        Part(
          text: $0.scalar ?? "", place: $0.place, isPlain: $0.style == .plain && $0.scalar != nil)
      })
  }

  private struct Part {
    let text: String
    let place: Place
    let isPlain: Bool
  }

  private static func problems(in parts: [Part]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var index = 0
    while index < parts.count {
      defer { index += 1 }
      guard parts[index].isPlain, Brackets.depth(of: parts[index].text) > 0 else { continue }
      var joined = parts[index].text
      var end = index + 1
      while end < parts.count, parts[end].isPlain, Brackets.depth(of: joined) > 0 {
        joined += ", " + parts[end].text
        end += 1
      }
      guard end > index + 1, Brackets.depth(of: joined) == 0 else { continue }
      found.append(
        Diagnostic(.expressionSplitByComma, at: parts[index].place, ["mended": .text(joined)]))
      index = end - 1
    }
    return found
  }
}
