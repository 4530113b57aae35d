import Foundation

/// Hand-written queries, each answering for a figure of a report, run by DuckDB.
///
/// A query follows `-- name: FIGURE, some rows, shared cells, without COLUMN …`; statements after it prepare the
/// next ones. `-- no totals: FIGURE, …` names figures that no query answers for.
struct TotalsScript {
  /// What a query says of a figure.
  struct Answer {
    let name: String
    /// Columns of the figure that are no totals.
    let without: [String]
    /// Whether the figure has rows that the query does not speak of.
    let isPartial: Bool
    /// Whether cells may be withheld because a small one of another figure could be told from them.
    let isShared: Bool
    var columns: [String] = []
    var rows: [[String]] = []
  }

  /// What DuckDB says about a script it cannot run.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The DuckDB command line that `make setup` fetched, or `FUPAN_DUCKDB`; nil without.
  static let duckdb: URL? = {
    let fetched = SampleRun.project.appending(path: "Vendor/duckdb/duckdb").path
    let path = ProcessInfo.processInfo.environment["FUPAN_DUCKDB"] ?? fetched
    return FileManager.default.isExecutableFile(atPath: path) ? URL(filePath: path) : nil
  }()

  /// Figures that are no totals.
  let exempt: Set<String>
  private let queries: [Answer]
  private let sql: String

  init(_ text: String) {
    var exempt: Set<String> = []
    var queries: [Answer] = []
    var sql = ".bail on\n.mode csv\n.nullvalue \"\"\n.headers on\n"
    var isAnswer = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- no totals: ") {
        let names = line.dropFirst(14).split(separator: ",")
        exempt.formUnion(names.map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "" })
      } else if line.hasPrefix("-- name: ") {
        let parts = line.dropFirst(9).split(separator: ",")
          .map { $0.trimmingCharacters(in: .whitespaces) }
        let without = parts.first { $0.hasPrefix("without ") }?.split(separator: " ") ?? []
        sql += ".output answer\(queries.count).csv\n"
        queries.append(
          Answer(
            name: parts[0], without: without.dropFirst().map(String.init),
            isPartial: parts.contains("some rows"), isShared: parts.contains("shared cells")))
        isAnswer = true
      } else {
        sql += line + "\n"
        if isAnswer && line.hasSuffix(";") {
          sql += ".output\n"
          isAnswer = false
        }
      }
    }
    self.exempt = exempt
    self.queries = queries
    self.sql = sql
  }

  /// The answers over the tables in a folder.
  func answers(in folder: URL) throws -> [Answer] {
    let script = folder.appending(path: "totals.sql")
    try Data(sql.utf8).write(to: script)
    let process = Process()
    process.executableURL = TotalsScript.duckdb
    process.arguments = ["-init", "/dev/null", "-batch", "-bail", "-f", script.path]
    process.currentDirectoryURL = folder
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: String(decoding: message, as: UTF8.self))
    }
    return try queries.enumerated().map { index, query in
      let file = folder.appending(path: "answer\(index).csv")
      let records = TotalsScript.records(try Data(contentsOf: file))
      var answer = query
      answer.columns = records.first ?? []
      answer.rows = Array(records.dropFirst())
      return answer
    }
  }

  /// The records of an RFC 4180 file.
  static func records(_ data: Data) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    func endCell() {
      record.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    for byte in data {
      switch byte {
      case UInt8(ascii: "\""):
        // A doubled quote closes and opens again: the second one belongs to the text.
        if !isQuoted && wasQuoted { cell.append(byte) }
        isQuoted.toggle()
        wasQuoted = !isQuoted
        continue
      case UInt8(ascii: ",") where !isQuoted: endCell()
      case UInt8(ascii: "\n") where !isQuoted:
        endCell()
        records.append(record)
        record = []
      case UInt8(ascii: "\r") where !isQuoted: break
      default: cell.append(byte)
      }
      wasQuoted = false
    }
    return records
  }
}
