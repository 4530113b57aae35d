import ArgumentParser
import FupanConfig
import FupanDiagnostics

/// A command as reference, manual and completions show it, read from its declaration.
struct CommandOutline: Sendable {
  /// An option or an operand.
  struct Argument: Sendable {
    /// `--out`, `-h`; empty for an operand.
    let names: [String]
    /// The word that stands for the value, or nil for a flag.
    let value: String?
    let help: String
    let fallback: String?
    let isOptional: Bool
    let isRepeating: Bool

    /// `--out <folder>`, or `<pipeline>`.
    var head: String {
      let value = value.map { "<\($0)>" + (isRepeating ? "…" : "") }
      return ([names.isEmpty ? nil : names.joined(separator: ", "), value] as [String?])
        .compactMap { $0 }.joined(separator: " ")
    }

    /// What it is for and what it is otherwise.
    var explanation: String {
      fallback.map { "\(help) Default \($0)." } ?? help
    }
  }

  let name: String
  let summary: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandOutline]

  /// The whole program, its stages left out: those have parameters and no arguments.
  ///
  /// - Throws: a declaration that cannot be read, a defect of the program.
  static func program() throws(Problems) -> CommandOutline {
    // JSON is YAML.
    let document = try YAMLDocument.parse(FupanCommand._dumpHelp(), file: "help.json")
    guard let root = document.root["command"] else {
      throw Problems(Diagnostic(.internalError, ["reason": .text("no command")]))
    }
    return CommandOutline(root)
  }

  private init(_ node: Node) {
    func text(_ key: String, of node: Node) -> String? { node[key]?.scalar }
    let stages = FilterLine.commandNames
    name = text("commandName", of: node) ?? ""
    summary = text("abstract", of: node) ?? ""
    discussion = text("discussion", of: node) ?? ""
    arguments = (node["arguments"]?.sequence ?? []).compactMap { argument in
      guard text("shouldDisplay", of: argument) != "false" else { return nil }
      let names = (argument["names"]?.sequence ?? []).compactMap { name -> String? in
        guard let word = text("name", of: name) else { return nil }
        return (text("kind", of: name) == "short" ? "-" : "--") + word
      }
      return Argument(
        names: names,
        value: text("kind", of: argument) == "flag" ? nil : text("valueName", of: argument),
        help: text("abstract", of: argument) ?? "", fallback: text("defaultValue", of: argument),
        isOptional: text("isOptional", of: argument) == "true",
        isRepeating: text("isRepeating", of: argument) == "true")
    }
    subcommands = (node["subcommands"]?.sequence ?? []).filter { child in
      let name = text("commandName", of: child) ?? ""
      return name != "help" && !stages.contains(name)
        && text("shouldDisplay", of: child) != "false"
    }.map { CommandOutline($0) }
  }

  /// The arguments that are of this command and not of every command.
  var ownArguments: [Argument] {
    arguments.filter { $0.names != ["--version"] && !$0.names.contains("--help") }
  }

  /// `fupan run <pipeline> [--out <folder>]`.
  func usage(after parent: String) -> String {
    let words = ownArguments.map { argument -> String in
      let word =
        [argument.names.last, argument.value.map { "<\($0)>" }].compactMap { $0 }
        .joined(separator: " ") + (argument.isRepeating ? "…" : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    let tail = subcommands.isEmpty ? [] : ["<command>"]
    return ([parent, name].filter { !$0.isEmpty } + words + tail).joined(separator: " ")
  }
}
