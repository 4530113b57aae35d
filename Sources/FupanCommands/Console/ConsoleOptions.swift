import ArgumentParser
import FupanDiagnostics
import FupanPipelines

/// The options of every command that say how it speaks.
struct ConsoleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language of messages: en or zh-Hans; by default the pipeline's.", valueName: "language"))
  var language: Language?

  @Option(help: ArgumentHelp("Messages as text, or as JSON lines.", valueName: "text|json"))
  var logFormat: LogFormat = .text

  /// How messages are written.
  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  /// Carries out a command and turns what goes wrong into messages and an exit status.
  ///
  /// - Parameter sources: lines that messages may show, known or found when they are needed.
  func perform(
    in fallback: Language? = nil, isQuiet: Bool = false,
    sources: @escaping () -> [SourceFile] = { [] },
    _ work: (Console) async throws -> ExitStatus
  ) async throws {
    var console = Console(
      language: language ?? fallback ?? .english, isJSON: logFormat == .json, isQuiet: isQuiet,
      sources: [])
    let status: ExitStatus
    do {
      status = try await work(console)
    } catch let problems as Problems {
      console.sources = sources()
      console.show(problems)
      status = problems.exitStatus
    } catch let exit as ExitCode {
      throw exit
    } catch {
      console.show(Problems(Diagnostic(.internalError, ["reason": .text("\(type(of: error))")])))
      status = .internalError
    }
    guard status == .done else { throw ExitCode(status.rawValue) }
  }
}

extension Language: ExpressibleByArgument {}
