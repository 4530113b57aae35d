import Foundation
import FupanConfig
import FupanStages
import Testing

/// What a stage costs: its file, its line in the catalogue, its cases. Each test names what is
/// missing.
struct StageConventionTests {
  @Test func theCatalogueIsSortedAndNamesEachStageOnce() {
    let names = StageCatalog.all.map { $0.about.name }
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(names).count == names.count)
  }

  @Test func everyStageFileIsInTheCatalogue() throws {
    let listed = Set(StageCatalog.all.map { $0.about.name })
    for path in Repository.files(under: "Sources/FupanStages", ending: ".swift") {
      let text = try Repository.text(path)
      guard let range = text.firstRange(of: "static let about = StageDescription(") else {
        continue
      }
      let parts = text[range.upperBound...].split(separator: "\"", omittingEmptySubsequences: false)
      let name = parts[1]
      #expect(
        listed.contains(String(name)),
        "\(path) declares '\(name)': add its line to Sources/FupanStages/StageCatalog.swift")
      let file = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
      #expect(text.contains("struct \(file)"), "\(path) should hold a type of its name")
    }
  }

  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func everyStageHasACaseThatWorksAndOneThatIsRefused(stage: String) throws {
    let cases = Repository.folders(under: "Tests/Cases/stages/\(stage)")
    let works = cases.contains { name in
      Repository.exists("Tests/Cases/stages/\(stage)/\(name)/expected.csv")
    }
    let refused = cases.contains { name in
      Repository.exists("Tests/Cases/stages/\(stage)/\(name)/expected.stderr")
    }
    #expect(works, "add Tests/Cases/stages/\(stage)/<what it shows>/ with an expected.csv")
    #expect(refused, "add Tests/Cases/stages/\(stage)/refuses_…/ with an expected.stderr")
    for name in cases {
      let isNamed = name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
      #expect(isNamed && name.contains { $0.isLetter }, "name the case by what it shows: \(name)")
    }
  }

  @Test func everyCaseFolderBelongsToAStage() {
    let stages = Set(StageCatalog.all.map { $0.about.name })
    for folder in Repository.folders(under: "Tests/Cases/stages") {
      #expect(stages.contains(folder), "Tests/Cases/stages/\(folder) is of no stage")
    }
  }

  @Test(arguments: StageCatalog.all.map { $0.about.name })
  func declarationsAreDocumented(stage: String) throws {
    let spec = try #require(StageCatalog[stage])
    #expect(ParameterDeclarations.faults(of: spec.parameters).isEmpty)
    #expect(spec.about.summary.hasSuffix("."), "the summary of \(stage) is a sentence")
    #expect(
      spec.about.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(stage) is snake_case")
  }

  @Test func stagesCannotSeeAnEngine() throws {
    for path in Repository.files(under: "Sources/FupanStages", ending: ".swift") {
      let text = try Repository.text(path)
      #expect(!text.contains("import FupanEngine") && !text.contains("import FupanSQL"), "\(path)")
    }
  }
}
