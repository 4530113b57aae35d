import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import FupanSQL
import FupanTestSupport
import Testing

/// Runs a program every way there is and demands the same rows.
///
///     try await DifferentialSuite.check(program, name: "dedupe: keeps the first", readers: readers)
enum DifferentialSuite {
  /// Compares the native result on one thread with two threads, with batches of 1 and 3 rows, with
  /// rows that wait on the disk, and with DuckDB over the natively loaded inputs. Where the native run fails, all others must.
  ///
  /// - Parameters:
  ///   - name: what the program shows, for the failure's message.
  ///   - readers: how its scans open files; programs over known rows need none.
  ///   - hasSQL: false for the fixed list of plans that run natively only.
  ///   - fails: whether the native run must fail, with its code, or must not.
  static func check(
    _ program: Program, name: String, zone: TimeZoneRules = FunctionCase.zone,
    readers: InputReaders = .formats(), hasSQL: Bool = true, fails code: String? = nil
  ) async throws {
    let native = await outcome(program, EngineOptions(threads: 1, zone: zone), readers)
    switch native {
    case .success: #expect(code == nil, "\(name) does not fail")
    case .failure(let error):
      let found = (error as? Problems)?.first.code ?? "\(error)"
      #expect(found == code, "\(name): \(spelled(error))")
    }
    for (threads, rows) in [(2, 8192), (2, 3), (1, 3), (1, 1)] {
      let options = EngineOptions(threads: threads, batchRows: rows, chunkBytes: 4096, zone: zone)
      let other = await outcome(program, options, readers)
      let way = "\(name): \(threads) threads, batches of \(rows)"
      compare(native, other, program, ordered: { _ in true }, way)
    }
    for rows in [8192, 3] {
      var options = EngineOptions(threads: 2, batchRows: rows, zone: zone)
      options.maxMemory = 1
      let other = await outcome(program, options, readers)
      compare(
        native, other, program, ordered: { _ in true }, "\(name): on the disk, batches of \(rows)")
    }
    if hasSQL {
      try await checkDuckDB(program, name: name, zone: zone, readers: readers)
    }
  }

  /// Compares the native result with DuckDB's over the natively loaded inputs, where there is a
  /// DuckDB; returns whether the native run succeeded.
  @discardableResult
  static func checkDuckDB(
    _ program: Program, name: String, zone: TimeZoneRules = FunctionCase.zone,
    readers: InputReaders = .formats()
  ) async throws -> Bool {
    let native = await outcome(program, EngineOptions(zone: zone), readers)
    let succeeded = if case .success = native { true } else { false }
    guard DuckDBRunner.executable != nil else { return succeeded }
    let script = try SQLGenerator(.duckdb, zone: zone.identifier, nativeWork: .loaded)
      .script(program)
    let there = await duckdb(script, program, EngineOptions(zone: zone), readers)
    compare(
      native, there, program,
      ordered: { name in
        program.fragments.contains {
          $0.name == name && $0.finish == nil && $0.relation.isSorted
        }
      }, "\(name) on DuckDB:\n\(script.text)")
    return succeeded
  }

  /// Rows by fragment name, or why there are none.
  private typealias Outcome = Result<[String: [[Value]]], any Error>

  private static func outcome(
    _ program: Program, _ options: EngineOptions, _ readers: InputReaders
  ) async -> Outcome {
    do {
      let result = try await Engine(options: options, readers: readers).run(program)
      return .success(result.tables.mapValues { $0.rows })
    } catch { return .failure(error) }
  }

  private static func duckdb(
    _ script: SQLScript, _ program: Program, _ options: EngineOptions, _ readers: InputReaders
  ) async -> Outcome {
    do {
      var inputs: [String: Table] = [:]
      var loads: [SQLScript.Input] = []
      for case .load(let input) in script.steps { loads.append(input) }
      let loading = Program(
        results: loads.map { Fragment($0.name + " loaded", $0.relation) })
      let loaded = try await Engine(options: options, readers: readers).run(loading)
      for input in loads { inputs[input.name] = loaded.tables[input.name + " loaded"] }
      var schemas: [String: Schema] = [:]
      for fragment in program.fragments { schemas[fragment.name] = fragment.schema }
      let results = try DuckDBRunner().run(script, inputs: inputs, schemas: schemas)
      for name in program.results {
        guard let schema = schemas[name], let result = results[name] else { continue }
        let types = schema.fields.map {
          Dialect.duckdb.typeName($0.type).replacing(" ", with: "")
        }
        #expect(result.types == types, "types of \(name)\n\(script.text)")
      }
      return .success(results.mapValues { $0.rows })
    } catch { return .failure(error) }
  }

  private static func compare(
    _ native: Outcome, _ other: Outcome, _ program: Program, ordered: (String) -> Bool,
    _ way: String
  ) {
    switch (native, other) {
    case (.success(let left), .success(let right)):
      for name in program.results {
        let difference = RowDifference.between(
          left[name] ?? [], right[name] ?? [], ordered: ordered(name))
        #expect(difference == nil, "\(way)")
      }
    case (.failure, .failure): break
    case (.success, .failure(let error)): Issue.record("\(way)\nfails there: \(spelled(error))")
    case (.failure(let error), .success):
      Issue.record("\(way)\nfails natively only: \(spelled(error))")
    }
  }

  private static func spelled(_ error: any Error) -> String {
    if let problems = error as? Problems {
      return problems.all.map {
        "\($0.code): \($0.message.text(in: .english, with: $0.facts))"
      }.joined(separator: "; ")
    }
    return "\(error)"
  }
}
