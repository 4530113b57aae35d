import ArgumentParser
import FupanDiagnostics
import FupanPipelines
import FupanSampleData

/// `fupan sample-data`: writes synthetic exports.
struct SampleDataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-data",
    abstract: "Writes synthetic exports of a spring campaign, with what is known to be in them.")

  @Argument(help: "The folder to write to.")
  var folder: String

  @Option(help: ArgumentHelp("How many times the small sample.", valueName: "count"))
  var scale = 1

  @Option(help: ArgumentHelp("The seed of everything drawn.", valueName: "number"))
  var seed = SampleDataGenerator.defaultSeed

  @Option(help: ArgumentHelp("A folder for the same facts as clean tables.", valueName: "folder"))
  var twin: String?

  @Option(
    help: ArgumentHelp("A planted truth to leave out; may be given again.", valueName: "name"))
  var without: [String] = []

  @Flag(help: "Events as a plain file a day instead of one gzip.")
  var plainEvents = false

  @OptionGroup var speech: ConsoleOptions

  func validate() throws {
    if scale < 1 { throw ValidationError("--scale must be at least 1") }
    for name in without where PlantedTruths(name: name) == nil {
      let names = PlantedTruths.all.names.joined(separator: ", ")
      throw ValidationError("no planted truth '\(name)'; there are \(names)")
    }
  }

  func run() async throws {
    try await speech.perform { _ in
      var truths = PlantedTruths.all
      for name in without { truths.subtract(PlantedTruths(name: name) ?? []) }
      let generator = SampleDataGenerator(
        seed: seed, scale: scale, truths: truths, eventFiles: plainEvents ? .plainByDay : .gzip)
      do throws(WriteFailure) {
        try generator.write(to: folder, twin: twin)
      } catch {
        throw FileFailure.creating(error.path, code: error.code)
      }
      return .done
    }
  }
}
