import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Lines and arrays of JSON, arrays within objects too: every record is read or rejected, and chunks do not show.
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
    try ReadRows.expectSame { size in
      try ReadRows(
        NDJSONReader(files: [path], options: settled, columns: columns, chunkBytes: size))
    }
  }
}
