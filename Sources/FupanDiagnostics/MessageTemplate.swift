/// The text of a message with places for facts: `{name}` stands for a fact, and `{name|row|rows}` for
/// the word that goes with it, the first where the fact is 1.
///
///     {count} {count|row|rows} could not be used
struct MessageTemplate {
  enum Part {
    case words(Substring)
    case fact(Substring)
    case word(Substring, one: Substring, many: Substring)
  }

  private(set) var parts: [Part] = []

  init(_ text: String) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let place = rest[rest.index(after: open)..<close]
        .split(separator: "|", omittingEmptySubsequences: false)
      guard place[0].allSatisfy({ $0 == "_" || $0.isLowercase || $0.isNumber }),
        place.count == 1 || place.count == 3
      else {
        // Braces of an example, such as `columns: {city: properties.$city}`.
        parts.append(.words(rest[...open]))
        rest = rest[rest.index(after: open)...]
        continue
      }
      parts.append(.words(rest[..<open]))
      parts.append(
        place.count == 1 ? .fact(place[0]) : .word(place[0], one: place[1], many: place[2]))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.words(rest))
  }

  /// The text with its places filled; a fact that is absent leaves nothing behind.
  func filled(with facts: [Fact], in language: Language) -> String {
    func text(_ name: Substring) -> String? {
      facts.first { $0.name == name }?.value.text(in: language)
    }
    return parts.map { part in
      switch part {
      case .words(let words): String(words)
      case .fact(let name): text(name) ?? ""
      case .word(let name, let one, let many): String(text(name) == "1" ? one : many)
      }
    }.joined()
  }

  /// The names of the facts it shows, in its order.
  var facts: [String] {
    parts.compactMap { if case .fact(let name) = $0 { String(name) } else { nil } }
  }

  /// As it is shown where nothing is filled: of words that go with a number, those for many.
  var pattern: String {
    parts.map { part in
      switch part {
      case .words(let words): String(words)
      case .fact(let name): "{\(name)}"
      case .word(_, _, let many): String(many)
      }
    }.joined()
  }
}
