import ArgumentParser
import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages

/// The program as a function: words in, exit status out.
package enum CommandLineProgram {
  /// Puts the standard descriptors in order; the first thing a program does, before it waits for
  /// anything.
  package static func prepare() { StandardDescriptors.prepare() }

  /// Carries out a command line.
  ///
  /// - Parameter arguments: the words after the program's name.
  /// - Returns: the status to exit with; faults of the caller are from 64 up, as sysexits has them.
  package static func run(_ arguments: [String]) async -> Int32 {
    let status = await perform(arguments)
    Interruption.settle()
    return status
  }

  private static func perform(_ arguments: [String]) async -> Int32 {
    if let problems = unknownCommand(arguments) {
      console(arguments).show(problems)
      return problems.exitStatus.rawValue
    }
    do {
      if arguments.count == 2, arguments[0] == "help", let spec = FilterLine.stage(arguments[1]) {
        try StandardOutput.write(FilterHelp.text(for: spec))
        return 0
      }
      if arguments.count == 2, arguments[0] == "--generate-completion-script",
        let script = CompletionScript(rawValue: arguments[1])
      {
        try StandardOutput.write(script.text)
        return 0
      }
      var command = try FupanCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return 0
    } catch let problems as Problems {
      console(arguments).show(problems)
      return problems.exitStatus.rawValue
    } catch let exit as ExitCode {
      return exit.rawValue
    } catch {
      return finish(error)
    }
  }

  /// Shows help where it was asked for, or what is wrong with the command line.
  private static func finish(_ error: any Error) -> Int32 {
    let status = FupanCommand.exitCode(for: error).rawValue
    let text = FupanCommand.fullMessage(for: error)
    guard status == 0 else {
      Console.write(text + "\n")
      return ExitStatus.usage.rawValue
    }
    do {
      try StandardOutput.write(text + "\n")
      return 0
    } catch {
      console([]).show(error)
      return error.exitStatus.rawValue
    }
  }

  /// A first word that is no command, with the nearest one.
  private static func unknownCommand(_ arguments: [String]) -> Problems? {
    guard let name = arguments.first, !name.hasPrefix("-"), name != "help" else { return nil }
    let names = FupanCommand.names
    if names.contains(name) { return nil }
    let line = CommandLineArguments(command: ["fupan"], arguments: arguments)
    var diagnostic = Diagnostic(
      .unknownCommand, at: line.arguments.first?.place, ["name": .text(name)])
    if let nearest = NearestName.to(name, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return Problems(diagnostic)
  }

  /// A console as far as the words say how to speak.
  private static func console(_ arguments: [String]) -> Console {
    func value(of option: String) -> String? {
      for (index, word) in arguments.enumerated() {
        if word == option { return arguments.dropFirst(index + 1).first }
        if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      }
      return nil
    }
    return Console(
      language: value(of: "--language").flatMap { Language(rawValue: $0) } ?? .english,
      isJSON: value(of: "--log-format") == "json", isQuiet: false,
      sources: [CommandLineArguments(command: ["fupan"], arguments: arguments).source])
  }
}
