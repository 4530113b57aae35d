import ArgumentParser
import FupanDiagnostics

/// `fupan manual`: the manual pages.
struct ManualCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Prints a manual page, to read by `man -l -`: of the commands, or of the stages.")

  @Argument(
    help: "The page: fupan or stages.",
    completion: .list(ManualPage.allCases.map { $0.rawValue }))
  var page: ManualPage = .fupan

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      try StandardOutput.write(page.roff())
      return .done
    }
  }
}

extension ManualPage: ExpressibleByArgument {}
