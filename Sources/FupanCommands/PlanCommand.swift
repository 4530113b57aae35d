import ArgumentParser
import FupanDiagnostics
import FupanPipelines
import FupanPlan
import FupanSQL

/// `fupan plan`: what a pipeline computes, as a logical plan or as SQL.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows what a pipeline computes, as a logical plan or as SQL.",
    discussion: """
      Each fragment is shown with its columns and its steps, the last step first. In SQL, what only \
      this program does – reading exports, statistics – appears as tables that it computes.
      """)

  @Argument(help: "The pipeline file.")
  var pipeline = Beginning.pipelineName

  @Option(help: ArgumentHelp("SQL for this engine instead of the plan.", valueName: "duckdb|spark"))
  var sql: SQLTarget?

  @Option(help: ArgumentHelp("Only what this dataset needs.", valueName: "dataset"))
  var only: String?

  @OptionGroup var values: PipelineOptions
  @OptionGroup var speech: ConsoleOptions

  /// The engines whose SQL is known.
  enum SQLTarget: String, ExpressibleByArgument, CaseIterable {
    case duckdb, spark

    var dialect: Dialect { self == .duckdb ? .duckdb : .spark }
  }

  func run() async throws {
    let compiler = PipelineCompiler.forFiles()
    let declared = compiler.declared(by: pipeline)
    try await speech.perform(
      in: declared.language, sources: { compiler.sources(of: pipeline) }
    ) { _ in
      let compiled = try compiler.compile(
        pipeline, try values.compilerOptions(zone: declared.zone))
      var program = compiled.program
      if let only {
        program = Program(results: [try compiled.dataset(named: only, option: "--only").fragment])
      }
      guard let sql else {
        try StandardOutput.write(RelationPrinter().text(program))
        return .done
      }
      let generator = SQLGenerator(
        sql.dialect, zone: compiled.zone?.identifier ?? "UTC", nativeWork: .loaded)
      try StandardOutput.write(try generator.script(program).text)
      return .done
    }
  }
}
