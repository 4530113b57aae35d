import ArgumentParser
import FupanConfig
import FupanPipelines
import FupanStages

/// `fupan schema`: the JSON Schema of pipelines, for editors.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of the pipeline document, for editors that check YAML.")

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      try StandardOutput.write(PipelineSchema.json.text + "\n")
      return .done
    }
  }
}
