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

  /// Writes rows, where no format is named as CSV, or as aligned columns where somebody looks at a
  /// terminal.
  static func write(_ table: Table, as format: OutputFormat? = nil) throws(Problems) {
    let output = FileSink.standardOutput()
    var writer: any TableWriter
    switch format ?? (isatty(STDOUT_FILENO) == 1 ? .pretty : .csv) {
    case .csv: writer = CSVWriter(table.schema, to: output)
    case .tsv: writer = CSVWriter(table.schema, to: output, delimiter: UInt8(ascii: "\t"))
    case .ndjson: writer = JSONRowsWriter(table.schema, to: output, as: .lines)
    case .json: writer = JSONRowsWriter(table.schema, to: output, as: .array)
    case .markdown: writer = MarkdownWriter(table.schema, to: output)
    case .pretty:
      try write(AlignedTable(table).text)
      return
    }
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
  }
}
