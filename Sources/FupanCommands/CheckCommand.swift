import ArgumentParser
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPipelines

/// `fupan check`: compiles everything that `run` compiles, and writes nothing.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a pipeline as thoroughly as a run would, without running it.",
    discussion: """
      Every problem is shown at once, each with its place. The exit status is 0 when there is none \
      and 78 otherwise; 66 when an input is missing.
      """)

  @Argument(help: "The pipeline file.")
  var pipeline = Beginning.pipelineName

  @Flag(help: "Prints every value in force, with the line that set it.")
  var resolved = false

  @OptionGroup var values: PipelineOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    let compiler = PipelineCompiler.forFiles()
    let declared = compiler.declared(by: pipeline)
    try await speech.perform(
      in: declared.language, sources: { compiler.sources(of: pipeline) }
    ) { console in
      let compiled = try compiler.compile(
        pipeline, try values.compilerOptions(zone: declared.zone))
      var console = console
      console.sources = compiler.sources(of: pipeline)
      console.show(compiled.warnings)
      if resolved { try StandardOutput.write(ResolvedValues(compiled).text) }
      return .done
    }
  }
}
