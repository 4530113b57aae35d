import Foundation
import FupanData
import FupanDiagnostics
import FupanStages
import FupanTestSupport
import Testing

@testable import FupanPipelines

/// Profiles of one's own, and drafts for whatever profiles know.
struct OwnProfileTests {
  private static let cases = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases")

  @Test func itIsAmongTheFilesOfTheDocument() throws {
    let folder = Self.cases.appending(path: "stages/read_csv/reads_by_a_profile_of_ones_own").path
    let loaded = try DocumentLoader(presets: []).load(folder + "/pipeline.yaml")
    let names = loaded.files.map { URL(filePath: $0.name).lastPathComponent }
    #expect(names == ["pipeline.yaml", "我的店.yaml"])
    #expect(
      loaded.files.last?.bytes == Array(try Data(contentsOf: .init(filePath: folder + "/我的店.yaml")))
    )
  }

  @Test func aDraftForEveryProfileCompiles() async throws {
    let manager = FileManager.default
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let root = folder.url
    let exports = root.appending(path: "exports")
    try manager.createDirectory(at: exports, withIntermediateDirectories: true)
    for file in ProfileMatchTests.files where file.name.hasPrefix("profile_") {
      let target = exports.appending(path: URL(filePath: file.path).lastPathComponent)
      if !manager.fileExists(atPath: target.path) {
        try manager.copyItem(at: URL(filePath: file.path), to: target)
      }
    }
    let begun = try await Beginning.write(
      exports.path, into: root.appending(path: "work").path, language: .english,
      campaign: PipelineDraft.Campaign())
    let known = Set(
      begun.survey.files.compactMap { file -> String? in
        if case .export(let name, _) = file.kind { name } else { nil }
      })
    #expect(known == Set(ShippedFiles.profiles.names))
    let compiler = PipelineCompiler.forFiles()
    let compiled = try compiler.compile(begun.pipeline, .init(today: .init(daysSinceEpoch: 20_600)))
    #expect(compiled.datasets.contains { $0.name == "orders" })
  }
}
