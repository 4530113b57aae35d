import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Lines and arrays of JSON, arrays within objects too: every record is read or rejected, chunks do
/// not show, and lines read without the parser are read as it reads them.
enum JSONFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    let path = file.path
    var options = ReadOptions()
    options.maxRecordBytes = 1 << 16
    let paths: [String]
    do throws(Problems) {
      let input = try PeekedInput(path)
      options.rows = try JSONShape(input, options).likelyRows?.path
      paths = try JSONOutline.paths(of: input, JSONShape(input, options))
    } catch { return }
    let settled = options
    let columns = (paths.isEmpty ? ["a"] : paths).map { ScanColumn($0, isOptional: true) }
    func rows(_ size: Int, isParsed: Bool) throws -> ReadRows {
      var reader = try NDJSONReader(
        files: [path], options: settled, columns: columns, chunkBytes: size)
      reader.leavesAllToParser = isParsed
      return try ReadRows(reader)
    }
    try ReadRows.expectSame { try rows($0, isParsed: false) }
    func told(_ problem: Diagnostic) -> String {
      "\(problem.code) \(problem.place.map { "\($0)" } ?? "") \(problem.facts)"
    }
    func outcome(isParsed: Bool) throws -> Result<ReadRows, Problems> {
      do { return .success(try rows(1 << 20, isParsed: isParsed)) } catch let error as Problems {
        return .failure(error)
      }
    }
    switch try (outcome(isParsed: true), outcome(isParsed: false)) {
    case (.success(let parsed), .success(let plain)):
      try FuzzFinding.unless(parsed == plain, "without the parser: \(plain), not \(parsed)")
    case (.failure(let parsed), .failure(let plain)):
      try FuzzFinding.unless(
        told(parsed.first) == told(plain.first),
        "without the parser: \(told(plain.first)), not \(told(parsed.first))")
    case (let parsed, let plain):
      throw FuzzFinding("without the parser: \(plain), not \(parsed)")
    }
  }
}
