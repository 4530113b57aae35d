import CSimdJSON
import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of one chunk of JSON under way.
struct JSONRows {
  private let reader: NDJSONReader
  private let chunk: RawChunk
  private var builders: [TextAppender]
  private var lines: [Int64] = []
  private var rejections: [Rejection] = []
  private var account = FileAccount()
  private var slots: [fupan_json_slot]

  init(_ reader: NDJSONReader, _ chunk: RawChunk) {
    self.reader = reader
    self.chunk = chunk
    let rows = chunk.bytes.count / 128
    builders = reader.columns.map { _ in TextAppender(rows: rows, bytes: rows * 8) }
    slots = Array(repeating: fupan_json_slot(), count: max(1, reader.paths.count))
  }

  /// Reads one object a line.
  mutating func readLines(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: borrowing JSONParser
  ) throws(Problems) {
    guard let base = bytes.baseAddress else { return }
    var start = chunk.offset == 0 ? reader.markLengths[Int(chunk.file)] : 0
    var line = chunk.line
    while start < bytes.count {
      let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), in: start..<bytes.count)
      var end = feed ?? bytes.count
      let next = end + 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      var filled = start
      while filled < end, base[filled] == 0x20 || base[filled] == 0x09 { filled += 1 }
      if filled < end {
        try read(bytes, start..<end, line, isLast: feed == nil, parser)
      }
      start = next
      line += 1
    }
  }

  /// Reads the elements of one array. One that is no JSON ends the run: where the next ones begin
  /// nobody can say then.
  mutating func readElements(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: borrowing JSONParser
  ) throws(Problems) {
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
      status = mended.bytes.withUnsafeBufferPointer { text in
        let status = extract(text, isPadded: false, parser)
        if status == .ok { append(line) }
        return status
      }
      if status == .ok { account.replacements += mended.faults.count }
    } else if status == .ok {
      append(line)
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

  private mutating func append(_ line: Int64) {
    var slot = 0
    for index in reader.columns.indices {
      let count = reader.columns[index].headers.count
      var found = fupan_json_slot()
      for candidate in slot..<slot + count where slots[candidate].kind != .absent {
        found = slots[candidate]
        break
      }
      slot += count
      append(found, to: index)
    }
    lines.append(line)
  }

  private mutating func append(_ slot: fupan_json_slot, to index: Int) {
    guard slot.kind != .absent, slot.kind != .null, let bytes = slot.bytes else {
      builders[index].appendMissing()
      return
    }
    let text = UnsafeBufferPointer(
      start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: slot.length)
    let tokens = reader.nullTokens[index]
    let isMissing =
      text.isEmpty
      ? tokens.hasEmptyText
      : text.baseAddress.map { tokens.contains($0, count: text.count) } ?? false
    if isMissing { builders[index].appendMissing() } else { builders[index].append(text) }
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

  private static func coded(_ column: TextColumn) -> TextColumn { column.coded ?? column }

  consuming func finish() -> ParsedChunk {
    account.read = lines.count
    account.rejected = rejections.count
    let provenance = Provenance(file: chunk.file, lines: lines)
    let batch = Batch(
      reader.schema, builders.map { .text(JSONRows.coded($0.finish())) }, count: lines.count,
      provenance: provenance)
    return ParsedChunk(batch: batch, rejections: rejections, account: account)
  }
}
