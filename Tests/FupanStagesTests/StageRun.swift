import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import FupanStages
import Testing

/// Runs one stage, written as in a document, over rows in memory.
struct StageRun {
  /// Other datasets that the stage may name.
  var datasets: [String: Table] = [:]
  var asOf: CivilDate? = CivilDate(year: 2026, month: 4, day: 24)
  /// Whether the result is what a report shows of the rows.
  var isShown = false

  /// The stage's result.
  func table<S: TransformStage>(_ type: S.Type, _ settings: String, over input: Table) async throws
    -> Table
  {
    try #require(try await run(type, settings, over: input).tables["result"])
  }

  /// All that a run of the stage gives.
  func run<S: TransformStage>(_ type: S.Type, _ settings: String, over input: Table) async throws
    -> RunResult
  {
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    let origin = Origin(S.about.name, at: Place(file: "test.yaml", line: 1, column: 1))
    var scope = Scope(
      origin: origin, dataset: "result", position: 1, zone: .utc, asOf: asOf,
      datasetNames: datasets.keys.sorted())
    for (name, table) in datasets { scope.relations[name] = Relation(table, origin: origin) }
    let relation = try stage.lower(Relation(input, origin: origin), in: scope)
    var rows = Fragment("result", relation)
    if isShown, let summarised = stage as? any SummarisedStage {
      let persons = Relation(scanning: Fragment("persons", relation), origin: origin)
      rows = Fragment("result", try summarised.summary(of: persons, in: scope))
    }
    let engine = Engine(options: EngineOptions(threads: 2, batchRows: 64))
    return try await engine.run(Program(results: [rows]))
  }
}
