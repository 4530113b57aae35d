import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPlan
import Testing

/// Ways of running that must not show in results.
struct RunShape: Sendable, CustomStringConvertible {
  var threads: Int
  var batchRows: Int
  var isRewriting = true
  /// Whether rows that wait do so on the disk.
  var isSpilling = false

  var description: String {
    "\(threads) threads, batches of \(batchRows), rewriting \(isRewriting), "
      + "spilling \(isSpilling)"
  }

  static let all =
    [1, 2].flatMap { threads in
      [1, 3, 8192].map { RunShape(threads: threads, batchRows: $0) }
    } + [
      RunShape(threads: 2, batchRows: 3, isRewriting: false),
      RunShape(threads: 2, batchRows: 8192, isSpilling: true),
      RunShape(threads: 2, batchRows: 3, isSpilling: true),
      RunShape(threads: 1, batchRows: 1, isRewriting: false, isSpilling: true),
    ]

  var engine: Engine { engine(MemoryReader.readers([:])) }

  func engine(_ readers: InputReaders) -> Engine {
    var options = EngineOptions(threads: threads, batchRows: batchRows, chunkBytes: batchRows)
    options.isRewriting = isRewriting
    if isSpilling { options.maxMemory = 1 }
    return Engine(options: options, readers: readers)
  }

  /// The rows of one relation.
  func rows(_ relation: Relation, _ readers: InputReaders? = nil) async throws -> [[Value]] {
    let result = try await run(relation, readers)
    return result.tables["result"]?.rows ?? []
  }

  func run(_ relation: Relation, _ readers: InputReaders? = nil) async throws -> RunResult {
    try await engine(readers ?? MemoryReader.readers([:])).run(
      Program(results: [Fragment("result", relation)]))
  }

  /// The problem a relation ends with.
  func problem(_ relation: Relation, _ readers: InputReaders? = nil) async -> Diagnostic? {
    do {
      _ = try await run(relation, readers)
      return nil
    } catch let problems as Problems {
      return problems.first
    } catch {
      return nil
    }
  }
}
