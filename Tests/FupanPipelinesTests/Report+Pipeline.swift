import FupanData
import FupanEngine
import FupanPipelines
import FupanReports

extension Report {
  /// The report of a pipeline file, once it is known to hold together.
  init(ofPipeline path: String, asOf: CivilDate? = nil) async throws {
    var options = PipelineCompiler.Options(today: CivilDate(daysSinceEpoch: 20_600))
    options.asOf = asOf
    let compiled = try PipelineCompiler.forFiles().compile(path, options)
    let engine = Engine(options: EngineOptions(zone: compiled.zone ?? .utc), readers: .formats())
    let result = try await engine.run(compiled.program)
    self = ReportBuilder.report(
      compiled, ReportResults(tables: result.tables, account: RunAccount()),
      generatedAt: "2026-04-25T08:00:00+08:00")
    try check()
  }
}
