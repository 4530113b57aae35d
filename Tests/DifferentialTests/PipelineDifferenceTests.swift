import Foundation
import FupanData
import FupanEngine
import FupanPipelines
import FupanPlan
import FupanTestSupport
import Testing

/// The shipped pipelines over the sample data, on DuckDB. That they compile is for their own cases
/// to show.
@Suite(.enabled(if: DuckDBRunner.executable != nil)) struct PipelineDifferenceTests {
  @Test(arguments: ["budget", "community", "kol", "orders", "retrospective", "survey", "weekly"])
  func aShippedPipelineGivesTheSameOnDuckDB(name: String) async throws {
    let path = FunctionCase.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Pipelines/\(name).yaml").path
    let compiled: CompiledPipeline
    do {
      compiled = try PipelineCompiler.forFiles().compile(
        path, .init(today: CivilDate(daysSinceEpoch: 20_600)))
    } catch { return }
    let ran = try await DifferentialSuite.checkDuckDB(
      Program(results: compiled.program.fragments), name: name, zone: compiled.zone ?? .utc,
      readers: .formats())
    #expect(ran, "\(name) does not run natively")
  }
}
