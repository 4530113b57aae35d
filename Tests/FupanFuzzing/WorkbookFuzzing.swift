import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport

/// Workbooks: every row is read or rejected, and chunks do not show.
enum WorkbookFuzzing {
  /// How workbooks of Excel 97 to 2003 begin.
  private static let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Bytes that are a workbook, or none; old ones are freexl's, which reads past its buffers where
  /// they are damaged.
  static func read(_ bytes: [UInt8]) throws {
    if bytes.starts(with: old) { return }
    let file = try InMemoryFile(bytes)
    var options = ReadOptions()
    options.sheet = .only
    options.totals = .checked
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
