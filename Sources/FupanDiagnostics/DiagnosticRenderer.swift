import Glibc

/// Writes diagnostics for people and for programs.
///
///     spring.yaml:14:24: error[unknown_column]: no column 'regoin' (did you mean 'region'?)
///     14 |     - select: [external_userid, regoin]
///        |                                 ^
///     help: the columns here are: region, day
package struct DiagnosticRenderer: Sendable {
  package var language: Language
  /// Whether to colour the text form.
  package var isColoured: Bool
  /// The lines of a file that may be shown, or nil: documents and command lines, never data.
  package var source: @Sendable (_ file: String) -> SourceFile?

  package init(
    language: Language = .english, isColoured: Bool = false,
    source: @escaping @Sendable (_ file: String) -> SourceFile? = { _ in nil }
  ) {
    self.language = language
    self.isColoured = isColoured
    self.source = source
  }

  /// A renderer that shows the lines of `sources`.
  package init(language: Language = .english, isColoured: Bool = false, sources: [SourceFile]) {
    self.init(language: language, isColoured: isColoured) { file in
      sources.first { $0.name == file }
    }
  }

  /// Whether text for `descriptor` should be coloured: it is a terminal, and `NO_COLOR` is unset.
  package static func isColoured(descriptor: Int32) -> Bool {
    func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return isatty(descriptor) == 1 && value("NO_COLOR")?.isEmpty != false && value("TERM") != "dumb"
  }

  /// The form for people: the first line says all, the others show and help. Ends with a line end.
  package func text(_ diagnostic: Diagnostic) -> String {
    let message = diagnostic.message
    var result = heading(
      diagnostic.place,
      label: "\(diagnostic.severity.rawValue)[\(diagnostic.code)]",
      colour: diagnostic.severity == .error ? .red : .yellow,
      message.text(in: language, with: diagnostic.facts))
    result += excerpt(at: diagnostic.place)
    if let hint = message.hint(in: language, with: diagnostic.facts) {
      let label = language == .english ? "help: " : "提示："
      result += styled(label, .cyan) + TerminalText.escaped(hint) + "\n"
    }
    for note in diagnostic.notes {
      result += heading(
        note.place, label: language == .english ? "note" : "说明", colour: .cyan,
        note.message.text(in: language, with: note.facts))
      result += excerpt(at: note.place)
    }
    return result
  }

  /// All of `problems`, an empty line between two.
  package func text(_ problems: Problems) -> String {
    problems.all.map(text).joined(separator: "\n")
  }

  private func heading(_ place: Place?, label: String, colour: Colour, _ message: String) -> String
  {
    let prefix = place.map { TerminalText.escaped($0.description) + ": " } ?? ""
    return prefix + styled(label, colour) + ": " + TerminalText.escaped(message) + "\n"
  }

  private func excerpt(at place: Place?) -> String {
    guard let place, let line = source(place.file)?.line(place.line) else { return "" }
    let before = line.prefix(max(0, place.column - 1))
    let after = line.dropFirst(max(0, place.column - 1))
    // A long line is shown around the place.
    let shownBefore = before.count > 80 ? "…" + before.suffix(79) : String(before)
    let shownAfter = after.count > 80 ? after.prefix(79) + "…" : String(after)
    let number = String(place.line)
    let margin = String(repeating: " ", count: number.count)
    let left = spaced(shownBefore)
    let indent = String(repeating: " ", count: DisplayWidth.of(left))
    return "\(number) | \(left)\(spaced(shownAfter))\n\(margin) | \(indent)\(styled("^", .red))\n"
  }

  /// A source line with tabs as single spaces, so that the caret stands under its character.
  private func spaced(_ text: String) -> String {
    TerminalText.escaped(String(text.map { $0 == "\t" ? " " : $0 }))
  }

  private enum Colour: String {
    case red = "31"
    case yellow = "33"
    case cyan = "36"
  }

  private func styled(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
