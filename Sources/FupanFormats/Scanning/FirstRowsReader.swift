import FupanData
import FupanDiagnostics

/// The beginning of another reader's input: no further chunk is read once so many rows are there.
package struct FirstRowsReader: ChunkedReader {
  private var reader: any ChunkedReader
  /// The reader as it was before the first chunk, which chunks are parsed by.
  private let parser: any ChunkedReader
  private let limit: Int
  private var rows = 0

  package init(_ reader: any ChunkedReader, rows limit: Int) {
    self.reader = reader
    parser = reader
    self.limit = limit
  }

  package var schema: Schema { reader.schema }
  package var files: [String] { reader.files }
  package var sheets: [SheetInput?] { reader.sheets }
  package var inputs: [InputSummary] { reader.inputs }
  package var warnings: [Diagnostic] { reader.warnings }

  package mutating func next() throws(Problems) -> RawChunk? {
    guard rows < limit, let chunk = try reader.next() else { return nil }
    rows += try parser.parse(chunk).batch.count
    return chunk
  }

  package func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk {
    try parser.parse(chunk)
  }
}
