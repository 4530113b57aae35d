import CSimdJSON
import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of one chunk of JSON under way.
struct JSONRows {
  private let reader: NDJSONReader
  private let chunk: RawChunk
  /// The rows so far.
  private let rows: fupan_json_rows
  private var rejections: [Rejection] = []
  private var account = FileAccount()
  private var slots: [fupan_json_slot]
  /// How many rows the parser made.
  private var parsedRows = 0

  init(_ reader: NDJSONReader, _ chunk: RawChunk, _ rows: fupan_json_rows) {
    self.reader = reader
    self.chunk = chunk
    self.rows = rows
    slots = Array(repeating: fupan_json_slot(), count: max(1, reader.paths.count))
  }

  /// Reads one object a line: those that are plainly sound at once, the others one by one.
  mutating func readLines(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: borrowing JSONParser
  ) throws(Problems) {
    let start = chunk.offset == 0 ? reader.markLengths[Int(chunk.file)] : 0
    let limit = reader.leavesAllToParser ? 0 : reader.options.maxRecordBytes
    let text = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    guard fupan_json_rows_begin(rows, text, bytes.count, start, limit) else {
      throw JSONRowPool.outOfMemory
    }
    var line = fupan_json_line()
    while true {
      switch fupan_json_rows_next(rows, &line) {
      case .end: return
      case .line:
        try read(
          bytes, line.start..<line.end, chunk.line + Int64(line.line), isLast: line.is_last, parser)
      case .out_of_memory: throw JSONRowPool.outOfMemory
      }
    }
  }

  /// Reads the elements of one array. One that is no JSON ends the run: where the next ones begin
  /// nobody can say then.
  mutating func readElements(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: borrowing JSONParser
  ) throws(Problems) {
    guard fupan_json_rows_begin(rows, nil, 0, 0, 0) else { throw JSONRowPool.outOfMemory }
    var elements: [Range<Int>] = []
    var cutter =
      chunk.offset == 0
      ? JSONElementCutter(
        skipping: reader.markLengths[Int(chunk.file)], at: reader.options.rows)
      : JSONElementCutter(elementsFrom: 0)
    _ = cutter.cut(bytes) { elements.append($0) }
    var line = chunk.line
    var counted = 0
    for element in elements {
      line += Int64(bytes.lineFeedCount(in: counted..<element.lowerBound))
      counted = element.lowerBound
      try read(bytes, element, line, isLast: false, parser)
    }
  }

  /// Reads one record.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ line: Int64, isLast: Bool,
    _ parser: borrowing JSONParser
  ) throws(Problems) {
    guard range.count <= reader.options.maxRecordBytes else {
      throw Problems(
        Diagnostic(
          .fieldTooLong, at: place(line), ["limit": .integer(reader.options.maxRecordBytes)]))
    }
    account.records += 1
    let record = UnsafeBufferPointer(rebasing: bytes[range])
    let isPadded = range.upperBound + Int(fupan_json_padding) <= bytes.count
    var status = extract(record, isPadded: isPadded, parser)
    if status == .invalid_utf8, reader.options.onBadBytes == .replace {
      let mended = UTF8Scan.mended(record)
      var isAdded = true
      status = mended.bytes.withUnsafeBufferPointer { text in
        let status = extract(text, isPadded: false, parser)
        if status == .ok { isAdded = append(line) }
        return status
      }
      guard isAdded else { throw JSONRowPool.outOfMemory }
      if status == .ok { account.replacements += mended.faults.count }
    } else if status == .ok {
      guard append(line) else { throw JSONRowPool.outOfMemory }
    }
    if status != .ok {
      try refuse(record, offset: chunk.offset + range.lowerBound, line, status, isLast, parser)
    }
  }

  private mutating func extract(
    _ record: UnsafeBufferPointer<UInt8>, isPadded: Bool, _ parser: borrowing JSONParser
  ) -> fupan_json_status {
    let text = UnsafeRawPointer(record.baseAddress)?.assumingMemoryBound(to: CChar.self)
    return fupan_json_extract_line(
      parser.handle, reader.paths.compiled, text, record.count, isPadded, &slots)
  }

  /// Adds what was extracted; false where there is no memory.
  private mutating func append(_ line: Int64) -> Bool {
    parsedRows += 1
    return fupan_json_rows_add(rows, slots, UInt32(truncatingIfNeeded: line - chunk.line))
  }

  private mutating func refuse(
    _ record: UnsafeBufferPointer<UInt8>, offset: Int, _ line: Int64,
    _ status: fupan_json_status, _ isLast: Bool, _ parser: borrowing JSONParser
  ) throws(Problems) {
    if status == .invalid_utf8 {
      let file = Int(chunk.file)
      let bad = UTF8Scan.badPositions(record, limit: 1).first ?? 0
      let encoding = reader.encodings[file]
      let place = Place(
        file: reader.files[file], line: Int(line),
        column: UTF8Scan.characterCount(record, in: 0..<bad) + 1)
      var problem = Diagnostic(.badBytes, at: place, ["encoding": .text(encoding.rawValue)])
      let offset =
        encoding == .utf8 ? offset + bad : reader.badUnits[file].source(ofText: offset + bad)
      if let offset { problem = problem.with("offset", .integer(offset)) }
      // JSON is UTF-8 until somebody says otherwise, so what it really is, is only told.
      if encoding == .utf8, GB18030Decoder.decode(record).faults.isEmpty {
        problem = problem.with(
          "likely",
          .phrase(
            en: " (it looks like 'encoding: gb18030')", zh: "（看起来是 encoding: gb18030）"))
      }
      if reader.options.onBadBytes == .fail { throw Problems(problem) }
      reject(problem, line, Array(record))
    } else if isLast, status == .invalid {
      reject(Diagnostic(.truncatedRecord, at: place(line)), line, Array(record))
    } else if let problem = parser.diagnostic(status, at: place(line)) {
      if status == .invalid, reader.isArray[Int(chunk.file)] { throw Problems(problem) }
      reject(problem, line, Array(record))
    }
  }

  private mutating func reject(_ problem: Diagnostic, _ line: Int64, _ value: [UInt8]) {
    rejections.append(
      Rejection(problem, file: chunk.file, line: line, stage: reader.stage, value: value))
  }

  private func place(_ line: Int64) -> Place {
    Place(file: reader.files[Int(chunk.file)], line: Int(line), column: 1)
  }

  /// What the chunk held.
  consuming func finish() throws(Problems) -> ParsedChunk {
    let count = fupan_json_rows_count(rows)
    account.records += count - parsedRows
    account.read = count
    account.rejected = rejections.count
    var columns: [Column] = []
    for index in reader.columns.indices {
      var texts = fupan_json_texts()
      guard fupan_json_rows_texts(rows, index, &texts) else { throw JSONRowPool.outOfMemory }
      columns.append(.text(TextColumn(texts, rows: count)))
    }
    let relative = UnsafeBufferPointer(start: fupan_json_rows_lines(rows), count: count)
    let provenance = Provenance(
      file: chunk.file, lines: relative.map { chunk.line + Int64($0) })
    let batch = Batch(reader.schema, columns, count: count, provenance: provenance)
    return ParsedChunk(batch: batch, rejections: rejections, account: account)
  }
}
