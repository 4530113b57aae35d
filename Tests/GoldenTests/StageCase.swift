import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPipelines
import FupanPlan
import Testing

/// A folder under `stages`, `exports`, `problems`, `people` or `channels` of `Tests/Cases`: a
/// pipeline, its inputs, and what comes of them.
///
/// `expected.csv` is the dataset `result`, `expected.stderr` the problems that end the work, and
/// `expected.rejects` the rows that were refused on the way, `expected.warnings` what is told beside
/// them, `expected.written` what `write_csv` writes. An absent file means that there is none of it.
struct StageCase: Sendable, CustomTestStringConvertible {
  /// `stages/keep/rows_for_which_the_condition_is_true`, or `exports/c7_mini_fixture`.
  let name: String

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases")

  static let all: [StageCase] =
    folders("stages").flatMap { folders($0) }.map { StageCase(name: $0) }
    + ["exports", "problems", "people", "channels"].flatMap { folders($0) }
    .map { StageCase(name: $0) }

  var testDescription: String { name }
  var folder: URL { StageCase.root.appending(path: name) }

  /// Whether it shows how files are read: an export, a reader's case, or one that says how to read.
  var isAboutReading: Bool {
    if name.hasPrefix("exports/") || name.contains("read_") { return true }
    let pipeline = (try? Data(contentsOf: folder.appending(path: "pipeline.yaml"))) ?? Data()
    return String(decoding: pipeline, as: UTF8.self).contains(/read_(csv|json|xlsx): *(\{|\n)/)
  }

  /// What a run of the case gave.
  struct Outcome: Equatable {
    var csv: String?
    var rejects: String?
    var warnings: String?
    var stderr: String?
    var written: String?
  }

  /// The case's pipeline, or what is wrong with it: compiled once, however often it is run.
  func compiled() -> Result<CompiledPipeline, Problems> {
    do throws(Problems) {
      return .success(
        try PipelineCompiler.forFiles().compile(
          path, .init(today: CivilDate(daysSinceEpoch: 20_600))))
    } catch {
      return .failure(error)
    }
  }

  private var path: String { folder.appending(path: "pipeline.yaml").path }

  /// Runs the case's pipeline.
  func outcome(
    of compiled: Result<CompiledPipeline, Problems>, threads: Int = 2, batchRows: Int = 8192,
    chunkBytes: Int = 1 << 20, isSpilling: Bool = false
  ) async -> Outcome {
    do {
      let compiled = try compiled.get()
      var options = EngineOptions(
        threads: threads, batchRows: batchRows, chunkBytes: chunkBytes, zone: compiled.zone ?? .utc)
      if isSpilling { options.maxMemory = 1 }
      let engine = Engine(options: options, readers: .formats())
      let result = try await engine.run(
        Program(results: compiled.program.fragments))
      try Problems.throwIfAny(result.totals.flatMap { $0.problems })
      guard let table = result.tables["result"] else { return Outcome() }
      for file in result.files {
        #expect(file.account.isClosed, "\(name): \(file.path)")
      }
      return Outcome(
        csv: text(of: table), rejects: rejects(result), warnings: warnings(result.warnings),
        written: try written(compiled.sinks, result))
    } catch let problems as Problems {
      return Outcome(stderr: rendered(problems, path))
    } catch {
      return Outcome(stderr: "\(error)")
    }
  }

  /// The rows as the machine writer writes them.
  private func text(of table: Table) -> String {
    var bytes: [UInt8] = []
    let names = table.schema.fields.map { $0.name }
    bytes.append(contentsOf: names.joined(separator: ",").utf8)
    bytes.append(UInt8(ascii: "\n"))
    for row in table.rows {
      let cells = row.map { value -> String in
        guard let text = value.text else { return "" }
        let isQuoted = text.isEmpty || text.utf8.contains { ",\"\n\r".utf8.contains($0) }
        return isQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
      }
      bytes.append(contentsOf: cells.joined(separator: ",").utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of CSV files that the pipeline writes, one behind the other.
  private func written(_ sinks: [Sink], _ result: RunResult) throws -> String? {
    var bytes: [UInt8] = []
    for sink in sinks where sink.format == .csv {
      guard let table = result.tables[sink.fragment] else { continue }
      var writer = CSVWriter(table.schema, to: MemorySink(), options: sink.options)
      for batch in table.batches { try writer.write(batch) }
      try writer.finish()
      bytes += (writer.sink as? MemorySink)?.bytes ?? []
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private func rejects(_ result: RunResult) -> String? {
    guard !result.rejections.isEmpty else { return nil }
    let lines = result.rejections.map { rejection in
      let file =
        result.files.indices.contains(Int(rejection.file))
        ? result.files[Int(rejection.file)].path : ""
      let name = URL(filePath: file).lastPathComponent
      let message = rejection.diagnostic.message.text(
        in: .english, with: rejection.diagnostic.facts)
      let place = rejection.diagnostic.place?.cell ?? String(rejection.line)
      return "\(name):\(place): \(rejection.diagnostic.code): \(message)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func warnings(_ found: [Diagnostic]) -> String? {
    guard !found.isEmpty else { return nil }
    let lines = found.map { warning in
      let place = warning.place.map {
        "\(URL(filePath: $0.file).lastPathComponent):\($0.line): "
      }
      let text = warning.message.text(in: .english, with: warning.facts)
      return "\(place ?? "")\(warning.code): \(text)"
    }
    return lines.joined(separator: "\n").replacing(folder.path + "/", with: "") + "\n"
  }

  private func rendered(_ problems: Problems, _ path: String) -> String {
    let sources = PipelineCompiler.forFiles().sources(of: path)
    let renderer = DiagnosticRenderer(language: .english, isColoured: false, sources: sources)
    return problems.all.map { renderer.text($0) }.joined()
      .replacing(folder.path + "/", with: "")
  }

  /// The folders in a folder, as paths from the cases, sorted.
  private static func folders(_ path: String) -> [String] {
    let folder = root.appending(path: path).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.contains(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(path)/\($0)" }
  }
}
