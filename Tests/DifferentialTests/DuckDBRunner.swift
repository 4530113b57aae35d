import Foundation
import FupanData
import FupanPlan
import FupanSQL
import FupanTestSupport

/// Runs scripts on the DuckDB command line and reads their results back as values.
struct DuckDBRunner {
  /// `FUPAN_DUCKDB`, or what `make setup` fetched; nil where there is none.
  static let executable: URL? = {
    let fetched = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Vendor/duckdb/duckdb").path
    let path = ProcessInfo.processInfo.environment["FUPAN_DUCKDB"] ?? fetched
    return FileManager.default.isExecutableFile(atPath: path) ? URL(filePath: path) : nil
  }()

  /// What DuckDB says about a script it cannot run.
  struct Failure: Error, CustomStringConvertible {
    let message: String
    let sql: String

    var description: String { "\(message)\n\(sql)" }
  }

  /// How a result came back: its columns' types as DuckDB names them, and its rows.
  struct Result {
    let types: [String]
    let rows: [[Value]]
  }

  /// The results of a script, by fragment name; `inputs` are the tables that it loads, by name.
  func run(
    _ script: SQLScript, inputs: [String: Table], schemas: [String: Schema]
  ) throws -> [String: Result] {
    let place = try TemporaryFolder()
    defer { withExtendedLifetime(place) {} }
    let folder = place.url
    var sql = ".bail on\n.mode jsonlines\n"
    for step in script.steps {
      switch step {
      case .load(let input):
        guard let table = inputs[input.name] else {
          throw Failure(message: "no table for \(input.name)", sql: "")
        }
        sql += loading(table, as: input.name)
      case .define(let statement): sql += statement + ";\n"
      case .keep(_, let statements): for statement in statements { sql += statement + ";\n" }
      }
    }
    for (index, query) in script.queries.enumerated() {
      guard let schema = schemas[query.name] else { continue }
      let columns = schema.fields.enumerated().map { index, field in
        let name = Dialect.duckdb.quoted(name: field.name)
        return field.type == .list
          ? "CAST(to_json(\(name)) AS VARCHAR) AS c\(index)"
          : "CAST(\(name) AS VARCHAR) AS c\(index)"
      }
      sql += ".output \(folder.path)/types\(index)\nDESCRIBE \(query.sql);\n"
      sql += ".output \(folder.path)/rows\(index)\n"
      sql += "SELECT \(columns.joined(separator: ", ")) FROM (\(query.sql));\n.output\n"
    }
    try execute(sql, in: folder)
    var results: [String: Result] = [:]
    for (index, query) in script.queries.enumerated() {
      guard let schema = schemas[query.name] else { continue }
      let types = try lines(folder.appending(path: "types\(index)")).map {
        ($0["column_type"] as? String ?? "").replacing(" ", with: "")
      }
      let rows = try lines(folder.appending(path: "rows\(index)")).map { row in
        try schema.fields.enumerated().map { index, field in
          try value(row["c\(index)"] as? String, field.type)
        }
      }
      results[query.name] = Result(types: types, rows: rows)
    }
    return results
  }

  private func execute(_ sql: String, in folder: URL) throws {
    guard let executable = DuckDBRunner.executable else {
      throw Failure(message: "no DuckDB: run make setup", sql: "")
    }
    let file = folder.appending(path: "script.sql")
    try Data(sql.utf8).write(to: file)
    let process = Process()
    process.executableURL = executable
    process.arguments = ["-init", "/dev/null", "-batch", "-bail", "-f", file.path]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw Failure(message: String(decoding: message, as: UTF8.self), sql: sql)
    }
  }

  private func loading(_ table: Table, as name: String) -> String {
    let dialect = Dialect.duckdb
    let columns = table.schema.fields.map {
      "\(dialect.quoted(name: $0.name)) \(dialect.typeName($0.type))"
    }
    let quoted = dialect.quoted(name: name)
    var sql = "CREATE TEMP TABLE \(quoted) (\(columns.joined(separator: ", ")));\n"
    let rows = table.rows
    for start in stride(from: 0, to: rows.count, by: 500) {
      let values = rows[start..<min(start + 500, rows.count)].map { row in
        let cells = zip(row, table.schema.fields).map { dialect.literal($0, $1.type) }
        return "(\(cells.joined(separator: ", ")))"
      }
      sql += "INSERT INTO \(quoted) VALUES\n\(values.joined(separator: ",\n"));\n"
    }
    return sql
  }

  private func lines(_ file: URL) throws -> [[String: Any]] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      else { throw Failure(message: "not a row: \(line)", sql: "") }
      return row
    }
  }

  private func value(_ text: String?, _ type: DataType) throws -> Value {
    guard let text else { return .missing }
    func misread() -> Failure { Failure(message: "'\(text)' is not a \(type)", sql: "") }
    switch type {
    case .bool: return .bool(text == "true")
    case .integer:
      guard let number = Int64(text) else { throw misread() }
      return .integer(number)
    case .decimal(let scale), .wideDecimal(let scale):
      guard let (unscaled, written) = DecimalText.parse(text.utf8),
        let rescaled = DecimalText.rescaled(unscaled, from: written, to: scale)
      else { throw misread() }
      return .decimal(rescaled, scale: scale)
    case .number:
      guard let number = Double(text) else { throw misread() }
      return .number(number)
    case .text: return .text(text)
    case .date:
      guard let date = CivilDate(text.utf8) else { throw misread() }
      return .date(Int32(date.daysSinceEpoch))
    case .timestamp:
      guard let instant = InstantText.parse((text + "Z").utf8) else { throw misread() }
      return .timestamp(instant)
    case .list:
      guard let items = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String]
      else { throw misread() }
      return .list(items)
    }
  }
}
