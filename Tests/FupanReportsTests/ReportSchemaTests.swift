import Foundation
import FupanTestSupport
import Testing

@testable import FupanReports

/// Holds `Docs/reference/report.schema.json` against what the program writes.
@Suite struct ReportSchemaTests {
  private let schema: [String: Any]

  init() throws {
    let file = FunctionCase.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Docs/reference/report.schema.json")
    schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  private func samples() throws -> [Any] {
    var partial = SampleReport(language: .english, state: .running(timeProgress: 0.6)).report
    partial.rounding = .halfEven
    partial.absent = [Report.AbsentInput("survey", files: ["问卷星*.csv"])]
    return try [SampleReport.chinese.report, partial]
      .map { try JSONSerialization.jsonObject(with: Data($0.json())) }
  }

  @Test("every report that is written follows the schema")
  func follows() throws {
    for sample in try samples() {
      var checker = SchemaChecker(schema: schema)
      #expect(checker.faults(in: sample).isEmpty, "\(checker.faults(in: sample).prefix(5))")
    }
  }

  @Test("every property that the schema names is written by some report")
  func isUsed() throws {
    var checker = SchemaChecker(schema: schema)
    for sample in try samples() { _ = checker.faults(in: sample) }
    let named = checker.properties(of: schema, at: "#")
    let unused = named.subtracting(checker.seen).sorted()
    #expect(unused.isEmpty, "\(unused)")
    #expect(named.count > 100)
  }

  @Test("the schema lists exactly the words that the model knows")
  func words() throws {
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    func listed(_ name: String) throws -> Set<String> {
      Set(try #require(definitions[name]?["enum"] as? [String]))
    }
    #expect(try listed("status") == Set(Report.Status.allCases.map { $0.rawValue }))
    #expect(try listed("tone") == Set(Report.Tone.allCases.map { $0.rawValue }))
    #expect(try listed("missing") == Set(Report.Missing.allCases.map { $0.rawValue }))
    #expect(try listed("section_kind") == Set(Report.Section.Kind.allCases.map { $0.rawValue }))
    #expect(try listed("unit") == Set(Report.Chart.Unit.allCases.map { $0.rawValue }))
  }

  @Test("what does not follow the schema is found")
  func refuses() throws {
    var sample = try #require(samples()[0] as? [String: Any])
    sample["currency"] = 1
    sample["colour"] = "red"
    sample["title"] = nil
    var checker = SchemaChecker(schema: schema)
    #expect(checker.faults(in: sample).count == 3)
  }
}
