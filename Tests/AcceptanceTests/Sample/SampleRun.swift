import Foundation
import FupanData
import FupanPipelines
import FupanSampleData
import FupanTestSupport

/// A generated sample in a folder of its own, and what the shipped pipelines make of it.
///
/// Nothing of one test is seen by another.
struct SampleRun {
  /// The top of the project.
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private let folder: TemporaryFolder

  private var root: URL { folder.url }

  /// Where the clean tables are.
  var twin: URL { root.appending(path: "twin") }

  /// Writes the exports of a sample and its clean twin.
  init(seed: UInt64 = SampleDataGenerator.defaultSeed, truths: PlantedTruths = .all) throws {
    folder = try TemporaryFolder()
    try SampleDataGenerator(seed: seed, truths: truths)
      .write(to: root.appending(path: "data").path, twin: twin.path)
  }

  /// Runs a shipped pipeline over the sample; without `publishing` nothing is written.
  func run(_ pipeline: String, publishing: Bool = true) async throws -> RunOutcome {
    var options = PipelineCompiler.Options(today: CivilDate(daysSinceEpoch: 20_600))
    options.parameters = [("data", root.appending(path: "data").path)]
    let path = SampleRun.project.appending(path: "Pipelines/\(pipeline).yaml").path
    let compiled = try PipelineCompiler.forFiles().compile(path, options)
    var runs = RunOptions(out: root.appending(path: "out").path)
    runs.isDryRun = !publishing
    return try await PipelineRunner.run(compiled, runs)
  }
}
