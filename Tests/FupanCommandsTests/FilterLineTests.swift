import FupanData
import FupanDiagnostics
import Testing

@testable import FupanCommands

/// A line of stages is read by the stages' own declarations.
struct FilterLineTests {
  @Test func thenStartsAnotherStage() {
    let line = FilterLine(["keep", "a > 1", "then", "top", "--of", "a", "--rows", "3"])
    #expect(line.problems.isEmpty)
    #expect(line.steps.map { $0.spec.about.name } == ["keep", "top"])
  }

  @Test func optionsOfTheWholeLineStandAnywhere() {
    let line = FilterLine([
      "keep", "a > 1", "--types", "a=decimal(2),d=date", "then", "top", "--language=zh-Hans",
      "--of", "a",
    ])
    #expect(line.problems.isEmpty)
    #expect(line.types.map { $0.column.text } == ["a", "d"])
    #expect(line.types.map { $0.type } == [.decimal(scale: 2), .date])
    #expect(line.language == .simplifiedChinese)
    #expect(line.types[1].column.place == Place(file: "command line", line: 1, column: 42))
  }

  @Test func everyProblemIsGatheredWithItsPlace() {
    let line = FilterLine(["kep", "a", "then", "top", "--off", "a", "then"])
    #expect(line.problems.map { $0.code } == ["not_a_filter", "unknown_option", "not_a_filter"])
    #expect(line.problems[0].place?.column == 7)
    #expect(line.problems[1].place?.column == 22)
  }
}
