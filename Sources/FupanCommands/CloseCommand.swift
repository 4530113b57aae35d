import ArgumentParser
import FupanDiagnostics
import FupanPipelines

/// `fupan close`: freezes a campaign into the history.
struct CloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Runs a campaign that is over once more and freezes its report into the history.",
    discussion: """
      Later campaigns name it in 'compare:', and 'fupan diff' compares with it. A draft never \
      enters: the campaign must be over, and every check must hold. The history is the folder that \
      the pipeline names in 'history:'.

        fupan close retrospective.yaml --as-of 2026-05-24
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @OptionGroup var values: PipelineOptions

  @Flag(help: "Takes the place of the campaign where it is in the history already.")
  var replace = false

  @Flag(help: "Says nothing but what is wrong.")
  var quiet = false

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    let compiler = PipelineCompiler.forFiles()
    let declared = compiler.declared(by: pipeline)
    try await speech.perform(
      in: declared.language, isQuiet: quiet, sources: { compiler.sources(of: pipeline) }
    ) { console in
      let compiled = try compiler.compile(
        pipeline, try values.compilerOptions(zone: declared.zone))
      let closed = try await CampaignCloser.close(
        compiled, history: compiled.history, options: RunOptions(out: ""))
      try closed.history.add(closed.report, replacing: replace)
      if !quiet { console.show(closed.warnings) }
      console.say(
        .closed,
        [
          "name": .text(closed.report.title),
          "file": .text(closed.history.file(closed.report.campaign)),
        ])
      return .done
    }
  }
}
