import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPipelines
import FupanPlan
import FupanReports
import FupanTestSupport
import Testing

/// The shipped pipelines over the committed sample give the tables and the verdict of
/// `Tests/Cases/pipelines/NAME/`.
struct ShippedPipelineTests {
  /// Datasets with more rows are no golden files: their totals stand in smaller ones.
  private static let rowLimit = 60

  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// With all memory, and with so little that rows wait on the disk.
  @Test(
    arguments: [
      "behaviour", "budget", "community", "kol", "orders", "retrospective", "survey", "weekly",
    ],
    [nil, 1, 1_000_000])
  func givesTheTablesOfItsCase(name: String, maxMemory: Int?) async throws {
    let path = ShippedPipelineTests.project.appending(path: "Pipelines/\(name).yaml").path
    let compiled = try PipelineCompiler.forFiles().compile(
      path, .init(today: CivilDate(daysSinceEpoch: 20_600)))
    var options = EngineOptions(zone: compiled.zone ?? .utc)
    if let maxMemory { options.maxMemory = maxMemory }
    let engine = Engine(options: options, readers: .formats())
    let result = try await engine.run(
      Program(results: compiled.program.fragments))
    #expect(result.rejections.isEmpty)
    try Problems.throwIfAny(result.totals.flatMap { $0.problems })
    var files: [String: String] = [:]
    for dataset in compiled.datasets {
      guard let table = result.tables[dataset.fragment.name],
        table.count <= ShippedPipelineTests.rowLimit
      else { continue }
      files["\(dataset.name).csv"] = try csv(table)
    }
    if !compiled.sections.isEmpty {
      let report = ReportBuilder.report(
        compiled, ReportResults(tables: result.tables, account: RunAccount()),
        generatedAt: "2026-04-25T08:00:00+08:00")
      let writer = MarkdownWriter(
        file: "verdict.md", selection: ReportSelection(sections: [.verdict]))
      for file in try writer.files(for: report) {
        files["verdict.md"] = String(decoding: file.bytes, as: UTF8.self)
      }
    }
    #expect(!files.isEmpty)
    for (file, text) in files.sorted(by: { $0.key < $1.key }) {
      let difference = try GoldenFile("Tests/Cases/pipelines/\(name)/\(file)")
        .difference(from: text)
      #expect(difference == nil, "\(difference ?? "")")
    }
    let folder = ShippedPipelineTests.project.appending(path: "Tests/Cases/pipelines/\(name)")
    let held = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(held).subtracting(files.keys).isEmpty, "files of no dataset in the case")
  }

  private func csv(_ table: Table) throws -> String {
    var writer = CSVWriter(table.schema, to: MemorySink())
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
    guard let sink = writer.sink as? MemorySink else { return "" }
    return String(decoding: sink.bytes, as: UTF8.self)
  }
}
