import Foundation
import FupanCommands
import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages
import FupanTestSupport
import Testing

/// `Docs/reference` is what the declarations and the cases say.
@Suite struct ReferenceGoldenTests {
  @Test func stages() throws {
    var examples: [String: StageExample] = [:]
    for spec in StageCatalog.all {
      let name = spec.about.name
      let example = try ShownCase.example(of: name)
      examples[name] = example
      try expect(example.text, "Sources/CAssets/reference/\(name).txt")
    }
    try expect(StageReference.markdown(examples: examples), "Docs/reference/stages.md")
  }

  @Test func everyExampleIsEmbedded() {
    for spec in StageCatalog.all {
      let name = spec.about.name
      #expect(ShippedFiles.example(ofStage: name) != nil, "run 'make assets' for \(name)")
    }
    let known = Set(StageCatalog.all.map { "Sources/CAssets/reference/\($0.about.name).txt" })
    for path in Repository.files(under: "Sources/CAssets/reference", ending: ".txt") {
      #expect(known.contains(path), "\(path) is of no stage")
    }
  }

  @Test func profiles() throws {
    try expect(
      ProfileReference.markdown(for: try ShippedFiles.profiles.all()), "Docs/reference/profiles.md")
  }

  @Test func document() throws {
    try expect(DocumentReference.markdown(), "Docs/reference/document.md")
  }

  @Test func metrics() throws {
    try expect(try PresetReference.markdown(), "Docs/reference/metrics.md")
  }

  @Test func messages() throws {
    try expect(
      MessageReference.markdown(for: MessageConventionTests.all), "Docs/reference/messages.md")
  }

  @Test func commands() throws {
    try expect(try CommandReference.markdown(), "Docs/reference/commands.md")
  }

  @Test func capabilities() throws {
    try expect(CapabilityReference.markdown(), "Docs/reference/capabilities.md")
  }

  private func expect(_ text: String, _ path: String) throws {
    let difference = try GoldenFile(path).difference(from: text)
    #expect(difference == nil, "\(difference ?? "")")
  }
}
