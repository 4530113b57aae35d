import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport

/// Workbooks: every row is read or rejected, and chunks do not show.
enum WorkbookFuzzing {
  /// Bytes that are a workbook, or none.
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    var options = ReadOptions()
    options.sheet = .only
    options.totals = TotalRowRule()
    options.maxRecordBytes = 1 << 16
    let names: [String]
    do throws(Problems) {
      var input = try PeekedInput(file.path, options)
      names = try HeaderSniffer(options).layout(of: &input).layout.names.filter { !$0.isEmpty }
    } catch { return }
    let path = file.path
    try ReadRows.expectSame { size in
      try ReadRows(
        CSVReader(
          files: [path], options: options, columns: names.map { ScanColumn($0) }, chunkBytes: size))
    }
  }

  /// Bytes that are the part of a sheet: a package's checksums keep others from going that far.
  static func readSheet(_ bytes: [UInt8]) throws {
    var book = TestWorkbook()
    book.strings = ["<t>金额</t>", "<t>a&#10;b</t>", "<t/>"]
    book.formats = [.builtIn(14), .builtIn(10), .builtIn(46)]
    book.replacedBytes["xl/worksheets/sheet1.xml"] = bytes
    book.isDeflated = false
    try read(book.bytes)
  }
}
