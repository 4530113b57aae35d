import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

extension Sink {
  /// Writes the rows of a dataset in the sink's format and finishes the file.
  func write(_ table: Table, to file: FileSink) throws(Problems) {
    var writer: any TableWriter
    switch format {
    case .csv: writer = CSVWriter(table.schema, to: file, options: options)
    case .ndjson: writer = JSONRowsWriter(table.schema, to: file, as: .lines)
    case .markdown: writer = MarkdownWriter(table.schema, to: file)
    case .xlsx:
      var writer = try XLSXWriter(
        table.schema, to: file, sheet: options.sheet ?? fragment, options: options)
      for batch in table.batches { try writer.write(batch) }
      try writer.finish()
      return
    }
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
  }
}
