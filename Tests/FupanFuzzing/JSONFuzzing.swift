import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Lines and arrays of JSON: every record is read or rejected, and chunks do not show.
enum JSONFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    let path = file.path
    var options = ReadOptions()
    options.maxRecordBytes = 1 << 16
    let paths: [String]
    do throws(Problems) {
      paths = try JSONOutline.paths(of: PeekedInput(path))
    } catch { return }
    let columns = (paths.isEmpty ? ["a"] : paths).map { ScanColumn($0, isOptional: true) }
    try ReadRows.expectSame { size in
      try ReadRows(
        NDJSONReader(files: [path], options: options, columns: columns, chunkBytes: size))
    }
  }
}
