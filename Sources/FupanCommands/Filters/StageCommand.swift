import ArgumentParser
import FupanDiagnostics
import FupanStages

/// A stage as a command: a filter from standard input to standard output.
///
///     fupan keep "paid_at is not null" then top --of amount --rows 10 < orders.csv
///
/// Its options are the stage's own parameters, read by the stage's own declaration.
struct StageCommand<S: TransformStage>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: FilterLine.commandName(of: S.about), abstract: S.about.summary, helpNames: [])
  }

  @Argument(parsing: .captureForPassthrough, help: "The stage's parameters; see --help.")
  var words: [String] = []

  func run() async throws {
    let line = FilterLine([FilterLine.commandName(of: S.about)] + words)
    let console = Console(
      language: line.language, isJSON: line.isJSON, isQuiet: false, sources: [line.source])
    do throws(Problems) {
      if let spec = line.helpWanted {
        try StandardOutput.write(FilterHelp.text(for: spec))
        return
      }
      try Problems.throwIfAny(line.problems)
    } catch {
      console.show(error)
      throw ExitCode(error.exitStatus.rawValue)
    }
    do {
      let result = try await FilterRunner(line).run()
      console.show(result.warnings)
      try StandardOutput.write(result.rows, as: line.format)
    } catch let problems as Problems {
      console.show(problems)
      throw ExitCode(problems.exitStatus.rawValue)
    }
  }
}
