import ArgumentParser
import FupanConfig
import FupanPipelines
import FupanStages

/// `fupan schema`: the JSON Schema of pipelines, for editors.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of the pipeline document, for editors that check YAML.")

  @Flag(help: "Prints the schema of profiles instead, for one's own.")
  var profile = false

  @Flag(help: "Prints the schema of ledgers instead.")
  var ledgers = false

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let schema =
        ledgers
        ? LedgerSchema.json
        : profile
          ? JSONSchema.document(Profile.self, title: "Fupan profile") : PipelineSchema.json
      try StandardOutput.write(schema.text + "\n")
      return .done
    }
  }
}
