import FupanDiagnostics
import Glibc

/// Where a command says what it has to say: standard error, for people or for programs.
struct Console: Sendable {
  let language: Language
  let isJSON: Bool
  let isQuiet: Bool
  /// The lines that diagnostics may show.
  var sources: [SourceFile]

  /// Whether somebody watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  func show(_ problems: Problems) { show(problems.all) }

  func show(_ diagnostics: [Diagnostic]) {
    let renderer = DiagnosticRenderer(
      language: language, isColoured: DiagnosticRenderer.isColoured(descriptor: STDERR_FILENO),
      sources: sources)
    for (index, diagnostic) in diagnostics.enumerated() {
      if isJSON {
        Console.write(renderer.jsonLine(diagnostic) + "\n")
      } else {
        Console.write((index > 0 ? "\n" : "") + renderer.text(diagnostic))
      }
    }
  }

  /// Says something that is no problem: one line, which `--quiet` leaves out.
  func say(_ message: Message, _ facts: KeyValuePairs<String, FactValue>) {
    guard !isQuiet else { return }
    let facts = facts.map { Fact($0.key, $0.value) }
    let text = message.text(in: language, with: facts)
    guard isJSON else { return Console.write("fupan: \(TerminalText.escaped(text))\n") }
    let values = facts.map { fact -> (String, String) in
      if case .integer(let number) = fact.value { return (fact.name, String(number)) }
      return (fact.name, JSONText.string(fact.value.text(in: language)))
    }
    Console.write(
      JSONText.object([
        ("code", JSONText.string(message.code)), ("severity", JSONText.string("info")),
        ("message", JSONText.string(text)), ("facts", JSONText.object(values)),
      ]) + "\n")
  }

  /// Writes to standard error; that nobody listens is no problem of the command.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
