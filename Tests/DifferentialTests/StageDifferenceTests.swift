import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPipelines
import FupanPlan
import FupanSQL
import FupanTestSupport
import Testing

/// Every case of stages, people and channels again on DuckDB, over the inputs that the native engine
/// read.
@Suite(.enabled(if: DuckDBRunner.executable != nil)) struct StageDifferenceTests {
  private static let cases: [String] = {
    ["channels", "people", "stages"].flatMap { kind in
      let root = FunctionCase.folder.appending(path: kind).path
      let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      return paths.filter { $0.hasSuffix("/pipeline.yaml") }
        .map { "\(kind)/" + $0.dropLast(14) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }()

  @Test func casesAreFound() {
    #expect(StageDifferenceTests.cases.count > 50)
  }

  @Test(arguments: cases)
  func aStageGivesTheSameOnDuckDB(name: String) async throws {
    let path = FunctionCase.folder.appending(path: "\(name)/pipeline.yaml").path
    let compiled: CompiledPipeline
    do {
      compiled = try PipelineCompiler.forFiles().compile(
        path, .init(today: CivilDate(daysSinceEpoch: 20_600)))
    } catch { return }
    try await DifferentialSuite.checkDuckDB(
      Program(results: compiled.program.fragments), name: name, zone: compiled.zone ?? .utc,
      readers: .formats())
  }
}
