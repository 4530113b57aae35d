import Foundation
import Testing

/// Every shipped pipeline, profile and quirk of exports that the sample has is shown by a case.
struct CaseConventionTests {
  @Test func everyShippedPipelineHasACase() {
    let pipelines = Repository.files(under: "Pipelines", ending: ".yaml")
      .filter { !$0.contains("/presets/") }
      .map { $0.replacing("Pipelines/", with: "").replacing(".yaml", with: "") }
    #expect(!pipelines.isEmpty)
    #expect(Repository.folders(under: "Tests/Cases/pipelines") == pipelines)
  }

  @Test func everyProfileHasACaseInItsPlatformsShape() throws {
    let profiles = Repository.files(under: "Sources/CAssets/profiles", ending: ".yaml")
      .map { $0.split(separator: "/").last?.replacing(".yaml", with: "") ?? "" }
    #expect(!profiles.isEmpty)
    for profile in profiles {
      let pipeline = "Tests/Cases/exports/profile_\(profile)/pipeline.yaml"
      #expect(Repository.exists(pipeline), "add Tests/Cases/exports/profile_\(profile)/")
      guard Repository.exists(pipeline) else { continue }
      #expect(try Repository.text(pipeline).contains("profile: \(profile)"))
    }
  }

  @Test func everyQuirkOfTheSampleHasACase() {
    let cases = Repository.folders(under: "Tests/Cases/exports")
    for quirk in 1...45 {
      #expect(cases.contains { $0.hasPrefix("q\(quirk)_") }, "no case shows Q\(quirk)")
    }
    for name in cases {
      let folder = "Tests/Cases/exports/\(name)"
      let ends = ["expected.csv", "expected.stderr"].contains {
        Repository.exists("\(folder)/\($0)")
      }
      #expect(ends, "\(folder) expects nothing")
    }
  }
}
