import ArgumentParser
import FupanSampleData

/// `sample-data`: writes the sample exports, for the Makefile and for tests at scale.
@main
struct SampleDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-data",
    abstract: "Writes synthetic exports of a spring campaign, with what is known to be in them.")

  @Option(help: "How many times the small sample.")
  var scale = 1

  @Option(help: "The seed of everything drawn.")
  var seed = SampleDataGenerator.defaultSeed

  @Option(help: "The folder to write to.")
  var out: String

  @Option(help: "A folder for the same facts as clean tables.")
  var twin: String?

  @Option(help: "A planted truth to leave out; may be given more than once.")
  var without: [String] = []

  @Flag(help: "Events as a plain file a day instead of one gzip.")
  var plainEvents = false

  func validate() throws {
    if scale < 1 { throw ValidationError("--scale must be at least 1") }
    for name in without where PlantedTruths(name: name) == nil {
      let names = PlantedTruths.all.names.joined(separator: ", ")
      throw ValidationError("no planted truth '\(name)'; there are \(names)")
    }
  }

  func run() throws {
    var truths = PlantedTruths.all
    for name in without { truths.subtract(PlantedTruths(name: name) ?? []) }
    let generator = SampleDataGenerator(
      seed: seed, scale: scale, truths: truths, eventFiles: plainEvents ? .plainByDay : .gzip)
    do {
      try generator.write(to: out, twin: twin)
    } catch {
      throw ValidationError("cannot write \(error.path) (error \(error.code))")
    }
  }
}
