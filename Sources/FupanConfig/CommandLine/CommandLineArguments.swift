import FupanDiagnostics

/// The words of a command line with their places, as a source that diagnostics can show.
package struct CommandLineArguments: Sendable {
  /// A word as the program got it, and where it starts in ``source``.
  package struct Word: Sendable {
    package let text: String
    package let place: Place
  }

  /// The words of the command, such as `fupan top`.
  package let command: [Word]
  /// What follows the command.
  package let arguments: [Word]
  /// The whole command line as one line.
  package let source: SourceFile

  package init(command: [String], arguments: [String]) {
    var line = ""
    func appended(_ text: String) -> Word {
      if !line.isEmpty { line += " " }
      let isQuoted = text.isEmpty || text.contains { !$0.isPlainInShell }
      let place = Place(
        file: Place.commandLine, line: 1, column: line.count + (isQuoted ? 2 : 1))
      // Line ends would end the line that is shown.
      line += isQuoted ? "'" + TerminalText.escaped(text) + "'" : text
      return Word(text: text, place: place)
    }
    self.command = command.map(appended)
    self.arguments = arguments.map(appended)
    source = SourceFile(name: Place.commandLine, text: line)
  }

  /// A part of another command line, its words where they stand there.
  package init(command: [Word], arguments: [Word], of line: CommandLineArguments) {
    self.command = command
    self.arguments = arguments
    source = line.source
  }
}

extension Character {
  /// Whether a shell takes it as itself.
  fileprivate var isPlainInShell: Bool {
    isLetter || isNumber || "-_=./,:+%@".contains(self)
  }
}
