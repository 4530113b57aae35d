import FupanData
import FupanDiagnostics
import FupanPlan
import FupanSQL
import FupanTestSupport
import Testing

/// The cases in `Tests/Cases/sql`: a plan as each dialect writes it.
@Suite struct SQLGoldenTests {
  @Test(arguments: Plans.all.map { $0.name })
  func aPlanIsWrittenAsItsCaseSays(name: String) throws {
    let plan = try #require(Plans.all.first { $0.name == name })
    let program = Program(results: try plan.results())
    for dialect in [Dialect.duckdb, .spark] {
      let script = try SQLGenerator(dialect, zone: "Asia/Shanghai", nativeWork: .loaded)
        .script(program)
      let file = GoldenFile("Tests/Cases/sql/\(name)/\(dialect.kind.rawValue).sql")
      #expect(try file.difference(from: script.text) == nil)
    }
  }
}
