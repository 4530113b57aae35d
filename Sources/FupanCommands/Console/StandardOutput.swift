import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPipelines
import Glibc

/// What commands give as their result.
enum StandardOutput {
  /// Writes a text.
  ///
  /// - Throws: `write_error` where it cannot all be written.
  static func write(_ text: String) throws(Problems) {
    try write(Array(text.utf8))
  }

  static func write(_ bytes: [UInt8]) throws(Problems) {
    let output = FileSink.standardOutput()
    try output.write(bytes)
    try output.finish()
  }

  /// Writes rows as CSV, or as aligned columns where somebody looks at a terminal.
  static func write(_ table: Table) throws(Problems) {
    if isatty(STDOUT_FILENO) == 1 {
      try write(AlignedTable(table).text)
      return
    }
    var writer = CSVWriter(table.schema, to: FileSink.standardOutput())
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
  }
}
