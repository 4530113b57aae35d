import FupanDiagnostics
import FupanStages

/// The reference of commands, made from their declarations.
package enum CommandReference {
  /// Every command with its options, and the options of a line of filters.
  ///
  /// - Throws: a declaration that cannot be read, a defect of the program.
  package static func markdown() throws(Problems) -> String {
    let program = try CommandOutline.program()
    var text = """
      # Commands

      `fupan help COMMAND` prints the same. `fupan manual | man -l -` shows the manual page.


      """
    text += "| Command | What it does |\n| --- | --- |\n"
    for command in program.subcommands {
      text += "| [`\(command.name)`](#\(command.name)) | \(command.summary) |\n"
    }
    for command in program.subcommands { text += section(command, "fupan", level: "##") }
    text += """

      ## Stages as filters

      Each stage that turns rows into rows is a command of its name in kebab-case. It reads CSV
      on standard input, writes CSV on standard output, and takes its parameters as options;
      `then` adds another stage. Their parameters are in [stages.md](stages.md). These options are
      of the whole line:

      | Option | Meaning |
      | --- | --- |

      """
    for option in FilterLine.options {
      text += "| `--\(option.name) <\(escaped(option.value))>` | \(option.help) |\n"
    }
    for spec in FilterLine.stages {
      for option in FilterLine.fileOptions(of: spec) {
        text += "| `--\(option.name) <\(option.value)>` | \(option.help)"
        text += " Of `\(FilterLine.commandName(of: spec))` only. |\n"
      }
    }
    let names = FilterLine.stages.map {
      "[`\(FilterLine.commandName(of: $0))`](stages.md#\($0.about.name))"
    }
    return text + "\n" + names.joined(separator: " · ") + "\n"
  }

  private static func section(
    _ command: CommandOutline, _ parent: String, level: String
  ) -> String {
    var text = "\n\(level) \(command.name)\n\n\(command.summary)\n"
    if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
    text += "\n```\n\(command.usage(after: parent))\n```\n"
    if !command.ownArguments.isEmpty {
      text += "\n| Option | Meaning |\n| --- | --- |\n"
      for argument in command.ownArguments {
        text += "| `\(escaped(argument.head))` | \(escaped(argument.explanation)) |\n"
      }
    }
    for child in command.subcommands {
      text += section(child, "\(parent) \(command.name)", level: level + "#")
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
