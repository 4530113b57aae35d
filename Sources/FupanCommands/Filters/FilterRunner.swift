import Foundation
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPipelines
import FupanPlan
import FupanStages

/// Runs stages over standard input.
///
/// Types do not travel in plain CSV: every column is text, read strictly where a stage uses it as a
/// number, a day or a truth value, unless `--types` says what it holds.
struct FilterRunner {
  private let line: FilterLine

  init(_ line: FilterLine) { self.line = line }

  /// The rows that come out, and what is told of them.
  ///
  /// - Throws: ``Problems``; a row that is refused ends it without a result.
  func run() async throws -> (rows: WaitingTable, warnings: [Diagnostic]) {
    let inspector = FileInputInspector()
    let source = try source(inspector)
    var (rows, scope) = (source.rows, source.scope)
    for (position, step) in line.steps.enumerated() {
      scope.position = position + 1
      scope.origin = Origin(step.spec.about.name, at: step.place)
      for name in step.stage.datasets { scope.relations[name.text] = try file(name, inspector) }
      rows = try step.stage.lower(rows.with(origin: scope.origin), in: scope)
    }
    let fragment = Fragment("output", rows)
    let program = Program(results: [fragment])
    try program.requireReadableFormats()
    let engine = Engine(
      options: EngineOptions(line.limits, zone: scope.zone ?? .utc), readers: .formats())
    let result = try await run(program, on: engine)
    if !result.rejections.isEmpty {
      throw PipelineRunner.refusal(result.rejections, allowed: 0, writtenTo: nil)
    }
    guard let rows = result.waiting[fragment.name] else {
      preconditionFailure("a program has the results that it is asked for")
    }
    return (rows, result.warnings)
  }

  /// The rows that the first stage is given, and what stages may know: standard input, all text, or
  /// the files that the line names.
  private func source(
    _ inspector: FileInputInspector
  ) throws(Problems) -> (rows: Relation, scope: Scope) {
    var scope: Scope
    var rows: Relation
    if line.files.isEmpty, line.sheet == nil {
      // Nobody asks a filter what its input's hash was.
      var input = try PeekedInput("-", hashing: false)
      let layout = try HeaderSniffer(ReadOptions()).layout(of: &input)
      let names = layout.layout.names.filter { !$0.isEmpty }
      var options = ReadOptions()
      options.declare(totals: line.totals)
      scope = Scope(
        origin: Origin("standard input"), dataset: "input", readsText: true, inputs: inspector)
      rows = Relation(
        scanning: FileSource(
          .delimited, files: ["-"], options: options, columns: names.map { ScanColumn($0) }),
        origin: scope.origin)
    } else {
      let files = try FileRows.any(
        line.files.isEmpty ? ["-"] : line.files, sheet: line.sheet, totals: line.totals)
      scope = files.scope("read_csv")
      rows = try files.relation(in: scope)
    }
    // What a document declares under `parameters` is the environment here.
    scope.parameters = ProcessInfo.processInfo.environment.mapValues { .text($0) }
    if let zone = line.zone { scope.zone = zone }
    scope.meantAsText = Set(line.types.filter { $0.type == .text }.map { $0.column.text })
    return (try typed(rows), scope)
  }

  /// Runs a program; text that cannot be read as what it is used for is told with the way out.
  private func run(_ program: Program, on engine: Engine) async throws -> RunResult {
    do {
      return try await engine.run(program, leaving: program.results)
    } catch let problems as Problems {
      let first = problems.first
      guard first.code == "cast_failed" else { throw problems }
      func fact(_ name: String) -> String? {
        first.facts.first { $0.name == name }?.value.text(in: .english)
      }
      let type = fact("type") ?? ""
      let name = fact("name")
      if let name, line.types.contains(where: { $0.column.text == name }) {
        throw Problems(
          Diagnostic(
            .typeNotHeld, at: first.place,
            ["name": .text(name), "type": .text(type), "types": .list(FilterLine.typeNames)]),
          problems.rest)
      }
      let isNumber = type.hasPrefix("wide_decimal")
      throw Problems(
        Diagnostic(
          .unreadText, at: first.place,
          [
            "what": name.map { .phrase(en: "'\($0)'", zh: "“\($0)”") }
              ?? .phrase(en: "text", zh: "文本"),
            "type": isNumber ? .phrase(en: "a number", zh: "数字") : .text(type),
            "column": name.map { .text($0) } ?? .phrase(en: "COLUMN", zh: "列"),
          ], notes: first.notes), problems.rest)
    }
  }

  /// The columns that `--types` names, read strictly.
  private func typed(_ rows: Relation) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var projections: [Projection] = []
    for (name, type) in line.types {
      found.gather { () throws(Problems) in
        let field = try rows.binder().field(name)
        guard CastKernel.allows(field.type, type) else {
          throw Problems(
            Diagnostic(
              .badOptionValue, at: name.place,
              [
                "text": .text(type.description), "option": "--types",
                "wanted": "a type that text can be read as",
              ]))
        }
        if type != field.type {
          projections.append(Projection(field.name, Expression(field).cast(to: type)))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return projections.isEmpty ? rows : try rows.extended(projections)
  }

  /// Another input that a stage names: a CSV file, all text.
  private func file(
    _ name: DatasetName, _ inspector: FileInputInspector
  ) throws(Problems) -> Relation {
    let files = try inspector.files(FilePath(name.text, at: name.place), isOptional: false)
    guard let first = files.first else {
      throw Problems(Diagnostic(.missingInput, at: name.place, ["file": .text(name.text)]))
    }
    let columns = try inspector.headers(of: first, ReadOptions(), at: name.place)
    return Relation(
      scanning: FileSource(
        .delimited, files: files, options: ReadOptions(), columns: columns.map { ScanColumn($0) }),
      origin: Origin(name.text, at: name.place))
  }
}
