import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Delimited text: every record is read or rejected; neither chunks nor how it is scanned show.
enum DelimitedFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    var options = ReadOptions()
    options.totals = .checked
    options.onBadBytes = .reject
    options.maxRecordBytes = 1 << 16
    let names: [String]
    do throws(Problems) {
      var input = try PeekedInput(file.path)
      options.delimiter = HeaderSniffer.likelyDelimiter(of: input)
      names = try HeaderSniffer(options).layout(of: &input).layout.names.filter { !$0.isEmpty }
    } catch { return }
    let path = file.path
    let read = { (size: Int, scanning: ScanInstructions?) in
      try ReadRows(
        CSVReader(
          files: [path], options: options, columns: names.map { ScanColumn($0) },
          chunkBytes: size, scanning: scanning))
    }
    // The rules alone are the judge of every scan.
    let judge = (name: "the rules alone", read: { try read(1 << 20, nil) })
    try ReadRows.expectSame(
      [judge]
        + [1 << 20, 1, 7].map { size in
          ("chunks of \(size) bytes", { try read(size, .best) })
        }
        + ScanInstructions.available.map { kind in
          ("\(kind.rawValue)", { try read(100, kind) })
        })
  }
}
