import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

extension Sink {
  /// Writes the rows of a dataset in the sink's format and finishes the file.
  func write(_ table: Table, to file: FileSink) throws(Problems) {
    var writer: any TableWriter =
      switch format {
      case .csv: CSVWriter(table.schema, to: file, options: options)
      case .ndjson: NDJSONWriter(table.schema, to: file)
      case .markdown: MarkdownWriter(table.schema, to: file)
      }
    for batch in table.batches { try writer.write(batch) }
    try writer.finish()
  }
}
