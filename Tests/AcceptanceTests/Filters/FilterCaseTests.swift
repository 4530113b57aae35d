import Foundation
import Testing

/// Stage cases said as unix filters give the rows of their pipelines: in one process by `then`, and
/// between pipes with `--types`. One after another: each is a process with files of its own.
@Suite(.serialized) struct FilterCaseTests {
  @Test func manyCasesCanBeSaid() {
    #expect(FilterCase.all.count >= 40)
    #expect(FilterCase.all.contains { $0.types == nil } || FilterCase.all.contains { $0.isRefused })
  }

  @Test(arguments: FilterCase.all)
  func inOneProcess(filter: FilterCase) async throws {
    let words = (filter.parse.map { $0 + ["then"] } ?? []) + filter.transform
    let input = try Data(contentsOf: filter.folder.appending(path: "input.csv"))
    // After `--` nothing is an option: the zone comes first.
    var placed = FilterCaseTests.placed(words)
    if !filter.texts.isEmpty { placed.insert("--types=\(filter.texts)", at: 1) }
    let outcome = try await BuiltProgram.run(placed, input: input)
    try expect(outcome, filter)
  }

  @Test(arguments: FilterCase.all.filter { $0.types != nil && $0.parse != nil })
  func betweenPipes(filter: FilterCase) async throws {
    guard let parse = filter.parse, let types = filter.types else { return }
    let input = try Data(contentsOf: filter.folder.appending(path: "input.csv"))
    let parsed = try await BuiltProgram.run(FilterCaseTests.placed(parse), input: input)
    #expect(parsed.status == 0, "\(parsed.errors)")
    var words = FilterCaseTests.placed(filter.transform)
    words.insert("--types=\(types)", at: 1)
    try expect(try await BuiltProgram.run(words, input: parsed.output), filter)
  }

  private func expect(_ outcome: BuiltProgram.Outcome, _ filter: FilterCase) throws {
    if filter.isRefused {
      #expect(outcome.status != 0, "\(filter.name) is not refused")
      #expect(outcome.output.isEmpty)
      #expect(!outcome.errors.isEmpty)
      return
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    let expected = TotalsScript.records(
      try Data(contentsOf: filter.folder.appending(path: "expected.csv")))
    let rows = TotalsScript.records(outcome.output)
    #expect(
      FilterCaseTests.plain(rows) == FilterCaseTests.plain(expected), "\(filter.transform)")
  }

  /// The words with the zone of the cases behind the command.
  private static func placed(_ words: [String]) -> [String] {
    var words = words
    words.insert("--timezone=Asia/Shanghai", at: 1)
    return words
  }

  /// Numbers without the zeros behind their point, which a filter does not write.
  private static func plain(_ rows: [[String]]) -> [[String]] {
    rows.map { row in
      row.map { cell in
        guard cell.contains("."), cell.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) else {
          return cell
        }
        let digits = cell.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
      }
    }
  }
}
