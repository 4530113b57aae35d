import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Delimited text: every record is read or rejected, and chunks do not show.
enum DelimitedFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    var options = ReadOptions()
    options.totals = TotalRowRule()
    options.onBadBytes = .reject
    options.maxRecordBytes = 1 << 16
    let names: [String]
    do throws(Problems) {
      var input = try PeekedInput(file.path)
      options.delimiter = HeaderSniffer.likelyDelimiter(of: input)
      names = try HeaderSniffer(options).layout(of: &input).layout.names.filter { !$0.isEmpty }
    } catch { return }
    let path = file.path
    try ReadRows.expectSame { size in
      try ReadRows(
        CSVReader(
          files: [path], options: options, columns: names.map { ScanColumn($0) }, chunkBytes: size))
    }
  }
}
