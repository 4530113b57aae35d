import Foundation
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

extension PipelineCompiler {
  /// The tests of the document at `path`, in their order.
  ///
  /// Files are looked at for their headers where they are there, and never read.
  ///
  /// - Throws: every problem of the tests and of the datasets they look at.
  package func tests(_ path: String, _ options: Options) throws(Problems) -> [PipelineTest] {
    let (document, scope) = try scoped(path, options)
    guard !document.tests.isEmpty else {
      throw Problems(Diagnostic(.noTests, ["path": .text(path)]))
    }
    var found: [Diagnostic] = []
    let tests = document.tests.compactMap { test in
      found.gather { () throws(Problems) in try compiled(test, document, scope) }
    }
    try Problems.throwIfAny(found)
    return tests
  }

  private func compiled(
    _ test: Named<TestSettings>, _ document: PipelineDocument, _ scope: Scope
  ) throws(Problems) -> PipelineTest {
    let settings = test.settings
    let names = document.datasets.names
    var found: [Diagnostic] = []
    let given = settings.given.entries.map { DatasetName($0.name, at: $0.place) }
    for name in [settings.of] + given where !names.contains(name.text) {
      // Only to say that it is unknown, as a stage would.
      var looking = scope
      looking.datasetNames = names
      found.gather { () throws(Problems) in _ = try looking.relation(name) }
    }
    let start = document.datasets[settings.of.text]?.uses.first?.stage?.inRole.reader
    if let start, !start.datasets.isEmpty,
      let itself = given.first(where: { $0.text == settings.of.text })
    {
      found.append(
        Diagnostic(
          .testGivesItself, at: itself.place,
          ["name": .text(itself.text), "datasets": .list(start.datasets.map { $0.text })]))
    }
    try Problems.throwIfAny(found)
    let zone = scope.zone ?? .utc
    let rows = GivenRows(tested: settings.of.text, rows: settings.given, zone: zone)
    var compiler = DatasetCompiler(
      document.datasets, scope: scope, settings: DatasetCompiler.Settings(document), given: rows)
    compiler.compile()
    try Problems.throwIfAny(compiler.problems)
    guard let dataset = compiler.datasets.first(where: { $0.name == settings.of.text }) else {
      throw Problems(Diagnostic(.dependsOnEarlierProblem, at: test.place))
    }
    let result = Relation(scanning: dataset.fragment, origin: Origin("test", at: test.place))
    let expected = settings.expect.map { row in
      PipelineTest.ExpectedRow(
        place: row.entries.first?.place,
        cells: row.entries.compactMap { cell in
          found.gather { () throws(Problems) in
            let field = try result.binder().field(cell.name, at: cell.place)
            return PipelineTest.ExpectedRow.Cell(
              column: field.name, node: cell.value,
              value: try ExampleCell.value(cell.value, as: field, in: zone))
          }
        })
    }
    try Problems.throwIfAny(found)
    return PipelineTest(
      name: test.name, dataset: dataset.name, place: test.place, fragment: dataset.fragment,
      expected: expected, rejects: settings.rejects, zone: zone)
  }
}

/// Looks at files as far as they are there: a test needs none.
struct TestInputs: InputInspector {
  let base: any InputInspector

  func profile(_ name: Located<String>) throws(Problems) -> Profile { try base.profile(name) }

  func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String] {
    (try? base.files(path, isOptional: true)) ?? []
  }

  func headers(
    of file: String, _ options: ReadOptions, at place: Place?
  ) throws(Problems) -> [String] {
    try base.headers(of: file, options, at: place)
  }
}
