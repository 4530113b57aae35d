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
    let read = { (size: Int, isParsed: Bool) in
      var reader = try NDJSONReader(
        files: [path], options: settled, columns: columns, chunkBytes: size)
      reader.leavesAllToParser = isParsed
      return try ReadRows(reader)
    }
    // The parser is the judge of lines that are read without it.
    let judge = (name: "the parser alone", read: { try read(1 << 20, true) })
    try ReadRows.expectSame(
      [judge]
        + [1 << 20, 1, 7].map { size in
          ("chunks of \(size) bytes", { try read(size, false) })
        })
  }
}
