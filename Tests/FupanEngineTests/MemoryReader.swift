import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPlan

/// Rows of text kept in memory, read in chunks as files are. Of each file the first row is the
/// header on line 1.
struct MemoryReader: ChunkedReader {
  let schema: Schema
  let files: [String]
  private let rows: [[[String?]]]
  /// For each file, where each column is.
  private let positions: [[Int]]
  private let chunkRows: Int
  private var file = 0
  private var row = 0
  private var index = 0

  init(_ source: FileSource, contents: [String: [[String?]]], chunkRows: Int) {
    schema = source.schema
    files = source.files
    rows = source.files.map { Array((contents[$0] ?? []).dropFirst()) }
    let names = source.schema.names
    positions = source.files.map { file in
      names.map { name in contents[file]?.first?.firstIndex(of: name) ?? 0 }
    }
    self.chunkRows = max(1, chunkRows)
  }

  mutating func next() throws(Problems) -> RawChunk? {
    while file < files.count {
      if row < rows[file].count || row == 0 {
        let count = min(chunkRows, rows[file].count - row)
        let chunk = RawChunk(
          index: index, file: Int32(file), bytes: Array(repeating: 0, count: count), offset: row,
          line: Int64(row + 2))
        row += max(count, 1)
        index += 1
        return chunk
      }
      file += 1
      row = 0
    }
    return nil
  }

  /// A row whose first cell is `broken` cannot be read.
  func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk {
    let range = chunk.offset..<(chunk.offset + chunk.bytes.count)
    let all = rows[Int(chunk.file)][range]
    let sound = all.indices.filter { all[$0].first != "broken" }
    let columns = schema.fields.indices.map { column in
      Column.text(TextColumn(sound.map { all[$0][positions[Int(chunk.file)][column]] }))
    }
    var account = FileAccount()
    account.records = all.count
    account.read = sound.count
    account.rejected = all.count - sound.count
    let rejections = all.indices.filter { all[$0].first == "broken" }.map { row in
      Rejection(
        Diagnostic(
          Message("broken", exit: .dataRefused, en: "broken", zh: "坏"),
          at: Place(file: files[Int(chunk.file)], line: row + 2, column: 1)),
        file: chunk.file, line: Int64(row + 2), stage: "read")
    }
    return ParsedChunk(
      batch: Batch(
        schema, columns, count: sound.count,
        provenance: Provenance(
          files: Array(repeating: chunk.file, count: sound.count),
          lines: sound.map { Int64($0 + 2) })), rejections: rejections, account: account)
  }

  /// Readers of these files, and conversions that read integers.
  static func readers(_ contents: [String: [[String?]]]) -> InputReaders {
    InputReaders(
      open: { MemoryReader($0, contents: contents, chunkRows: $1.chunkBytes) },
      converter: { conversion in
        { text in
          var builder = ColumnBuilder(conversion.format.type)
          var failures: [ValueFailure] = []
          for row in 0..<text.count {
            guard let cell = text[row] else {
              builder.append(.missing)
              continue
            }
            if conversion.format == .text {
              builder.append(.text(cell))
            } else if let number = Int64(cell) {
              builder.append(.integer(number))
            } else {
              builder.append(.missing)
              failures.append(
                ValueFailure(
                  row: row,
                  message: Message("no_number", exit: .dataRefused, en: "no number", zh: "非数"),
                  facts: []))
            }
          }
          return ValueReader.Result(column: builder.finish(), failures: failures)
        }
      })
  }

  /// A scan of columns of text.
  static func scan(_ files: [String], _ columns: [String]) -> Relation {
    Relation(
      scanning: FileSource(
        .delimited, files: files, options: ReadOptions(), columns: columns.map { ScanColumn($0) }),
      origin: Origin("read_csv", at: Place(file: "p.yaml", line: 3, column: 7)))
  }
}
