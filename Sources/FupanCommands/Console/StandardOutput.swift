import FupanData
import FupanDiagnostics
import FupanEngine
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
    try write(table.schema, as: format) { write throws(Problems) in
      for batch in table.batches { try write(batch) }
    }
  }

  /// Writes what a filter gives, decimals that it read from text with as many digits as they need.
  static func write(_ rows: WaitingTable, as format: OutputFormat? = nil) throws(Problems) {
    var decimals = ShortDecimals(rows.schema)
    if decimals.isNeeded { try rows.forEachBatch { decimals.look(at: $0) } }
    let shown = decimals
    try write(shown.schema, as: format) { write throws(Problems) in
      try rows.forEachBatch { batch throws(Problems) in try write(shown.shortened(batch)) }
    }
  }

  private static func write(
    _ schema: Schema, as format: OutputFormat?,
    _ rows: (_ write: (Batch) throws(Problems) -> Void) throws(Problems) -> Void
  ) throws(Problems) {
    let output = FileSink.standardOutput()
    var writer: any TableWriter
    switch format ?? (isatty(STDOUT_FILENO) == 1 ? .pretty : .csv) {
    case .csv: writer = CSVWriter(schema, to: output)
    case .tsv: writer = CSVWriter(schema, to: output, delimiter: UInt8(ascii: "\t"))
    case .ndjson: writer = JSONRowsWriter(schema, to: output, as: .lines)
    case .json: writer = JSONRowsWriter(schema, to: output, as: .array)
    case .markdown: writer = MarkdownWriter(schema, to: output)
    case .pretty:
      var batches: [Batch] = []
      try rows { batches.append($0) }
      try write(AlignedTable(Table(schema, batches)).text)
      return
    }
    try rows { batch throws(Problems) in try writer.write(batch) }
    try writer.finish()
  }
}
