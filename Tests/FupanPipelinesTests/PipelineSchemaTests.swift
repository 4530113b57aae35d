import Foundation
import FupanConfig
import FupanPipelines
import Testing

/// `fupan schema` knows what the shipped pipelines say, and what nobody says.
struct PipelineSchemaTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Pipelines")

  static let pipelines = [
    "behaviour", "budget", "community", "kol", "orders", "retrospective", "survey", "weekly",
  ]

  private func document(_ name: String) throws -> Node {
    let file = PipelineSchemaTests.folder.appending(path: "\(name).yaml")
    return try YAMLDocument.parse(bytes: Data(contentsOf: file), file: "\(name).yaml").root
  }

  @Test func everyShippedPipelineIsTested() throws {
    let files = try FileManager.default
      .contentsOfDirectory(atPath: PipelineSchemaTests.folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files == PipelineSchemaTests.pipelines.map { "\($0).yaml" })
  }

  @Test(arguments: pipelines)
  func everyShippedPipelineFollowsTheSchema(name: String) throws {
    let faults = SchemaFaults.of(try document(name), by: PipelineSchema.json)
    #expect(faults.isEmpty, "\(faults.prefix(5))")
  }

  @Test(arguments: [
    ("versionn: 1", "version: 1"), ("version: one", "version: 1"),
    ("timezone: [UTC]", "timezone: Asia/Shanghai"),
    ("- kep: paid_at is not null", "- keep: paid_at is not null"),
    ("{off: revenue, rows: 10}", "{of: revenue, rows: 10}"),
    ("{of: revenue, rows: ten}", "{of: revenue, rows: 10}"),
    ("{of: revenue, rows: 0}", "{of: revenue, rows: 10}"),
  ])
  func whatNobodySaysIsFound(wrong: String, right: String) throws {
    let text = """
      version: 1
      timezone: Asia/Shanghai
      datasets:
        orders:
          - read_csv: orders.csv
          - keep: paid_at is not null
          - top: {of: revenue, rows: 10}
      """
    #expect(text.contains(right))
    func faults(_ text: String) throws -> [String] {
      SchemaFaults.of(try YAMLDocument.parse(text, file: "a.yaml").root, by: PipelineSchema.json)
    }
    #expect(try faults(text) == [])
    #expect(try !faults(text.replacing(right, with: wrong)).isEmpty)
  }

  /// Nothing in the schema is a word that this check passes over.
  @Test func everyWordOfTheSchemaIsChecked() {
    var words: Set<String> = []
    func collect(_ schema: JSONValue) {
      guard case .object(let members) = schema else { return }
      for member in members {
        words.insert(member.key)
        switch (member.key, member.value) {
        case ("properties", .object(let properties)): properties.forEach { collect($0.value) }
        case ("anyOf", .array(let items)), ("oneOf", .array(let items)): items.forEach(collect)
        case ("items", let item), ("additionalProperties", let item): collect(item)
        default: break
        }
      }
    }
    collect(PipelineSchema.json)
    #expect(words.subtracting(SchemaFaults.words).sorted() == [])
  }
}
