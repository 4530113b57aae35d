import Foundation
import FupanSampleData
import Testing

/// Every total of the report is what hand-written SQL finds in the clean tables, to the cent.
@Suite(.enabled(if: TotalsScript.duckdb != nil)) struct ReportTotalsTests {
  private static let script: TotalsScript? = {
    let file = SampleRun.project.appending(path: "Tests/Cases/totals/retrospective.sql")
    return (try? String(contentsOf: file, encoding: .utf8)).map { TotalsScript($0) }
  }()

  @Test(arguments: [SampleDataGenerator.defaultSeed, 7])
  func everyTotalIsWhatTheCleanTablesSay(seed: UInt64) async throws {
    let script = try #require(ReportTotalsTests.script)
    let sample = try SampleRun(seed: seed)
    let outcome = try await sample.run("retrospective")
    let folder = URL(filePath: try #require(outcome.folder))
    let report = try ReportFigures(Data(contentsOf: folder.appending(path: "report.json")))
    #expect(report.receiptsAgree, "a figure differs from its receipt")
    // What opens at once on a phone and goes through every mail.
    let page = try Data(contentsOf: folder.appending(path: "report.html"))
    #expect(page.count < 2_000_000, "the page has \(page.count) bytes")
    let answers = try script.answers(in: sample.twin)
    let answered = Set(answers.map { $0.name })
    for name in report.byName.keys.sorted() where !script.exempt.contains(name) {
      #expect(answered.contains(name), "no query answers for \(name)")
    }
    #expect(answers.count >= 45)
    for answer in answers {
      guard let figure = report.byName[answer.name] else {
        // An alert is a finding of the verdict only where nothing graver is to be said.
        #expect(answer.name == "finding next", "the report lacks \(answer.name)")
        continue
      }
      let differences = ReportTotalsTests.differences(figure, answer)
      #expect(differences.isEmpty, "\(answer.name): \(differences.joined(separator: "\n"))")
    }
  }

  @Test func aWrongCentIsSeen() {
    let figure = ReportFigure(rows: [[.exact("revenue"), .exact("104926.94")]])
    var answer = TotalsScript("-- name: cards\nselect 1;").answer(named: "cards")
    answer.columns = ["id", "value"]
    answer.rows = [["revenue", "104926.94"]]
    #expect(ReportTotalsTests.differences(figure, answer) == [])
    answer.rows = [["revenue", "104926.95"]]
    #expect(ReportTotalsTests.differences(figure, answer).count == 1)
  }

  /// Where a figure and the answer to it differ; rows are matched by what is said exactly.
  static func differences(_ figure: ReportFigure, _ answer: TotalsScript.Answer) -> [String] {
    var rows = figure.rows
    var expected = answer.rows
    if let columns = figure.columns {
      guard Set(columns) == Set(answer.columns).union(answer.without) else {
        return ["the columns are \(columns), not \(answer.columns) and \(answer.without)"]
      }
      let places = answer.columns.compactMap { columns.firstIndex(of: $0) }
      rows = rows.map { row in places.map { row[$0] } }
    }
    if answer.isPartial {
      let keys = Set(expected.compactMap { $0.first })
      rows = rows.filter { row in row.first.map { keys.contains("\($0)") } ?? false }
    }
    let width = answer.columns.count
    guard rows.count == expected.count, rows.allSatisfy({ $0.count == width }) else {
      return ["\(rows.count) rows of \(rows.first?.count ?? 0), not \(expected.count) of \(width)"]
    }
    let keys = (0..<width).filter { place in rows.allSatisfy { $0[place].isExact } }
    if !keys.isEmpty {
      rows.sort { before($0.map { "\($0)" }, $1.map { "\($0)" }, keys) }
      expected.sort { before($0, $1, keys) }
    }
    let withheld = zip(rows, expected).flatMap { zip($0, $1).filter { $0.0 == .withheld } }
    let isSmall = withheld.contains { (1..<5).contains(Int($0.1.prefix { $0 != "/" }) ?? 0) }
    guard withheld.isEmpty || isSmall || answer.isShared else {
      return ["cells are withheld though none is small"]
    }
    return zip(rows, expected).flatMap { row, other in
      zip(answer.columns, zip(row, other)).compactMap { column, pair in
        pair.0.agrees(with: pair.1) ? nil : "\(column) is \(pair.0), not \(pair.1), in \(other)"
      }
    }
  }

  private static func before(_ left: [String], _ right: [String], _ keys: [Int]) -> Bool {
    for key in keys where left[key] != right[key] {
      return left[key].utf8.lexicographicallyPrecedes(right[key].utf8)
    }
    return false
  }
}

extension TotalsScript {
  /// The query of that name, not yet asked.
  func answer(named name: String) -> Answer {
    Answer(name: name, without: [], isPartial: false, isShared: false)
  }
}
