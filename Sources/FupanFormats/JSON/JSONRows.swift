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
        account.records += 1
        let isPadded = end + Int(fupan_json_padding) <= bytes.count
        let status = (base + start).withMemoryRebound(to: CChar.self, capacity: end - start) {
          fupan_json_extract_line(
            parser.handle, reader.paths.compiled, $0, end - start, isPadded, &slots)
        }
        if status == .ok {
          append(line)
        } else {
          let record = UnsafeBufferPointer(rebasing: bytes[start..<end])
          try refuse(
            record, offset: chunk.offset + start, line, status, isLast: feed == nil, parser)
        }
      }
      start = next
      line += 1
    }
  }

  /// Reads the elements of one array.
  mutating func readArray(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: borrowing JSONParser
  ) throws(Problems) {
    let start = reader.markLengths[Int(chunk.file)]
    guard let base = bytes.baseAddress else { return }
    let count = bytes.count - start
    let status = (base + start).withMemoryRebound(to: CChar.self, capacity: count) {
      fupan_json_parse(parser.handle, $0, count, false)
    }
    if let problem = parser.diagnostic(status, at: place(1)) { throw Problems(problem) }
    let root = fupan_json_root(parser.handle)
    var element = fupan_json_value()
    var has = fupan_json_first(parser.handle, root, &element)
    var line: Int64 = 1
    var counted = 0
    while has {
      account.records += 1
      var length = 0
      var offset = 0
      let raw = fupan_json_raw(parser.handle, element, &length, &offset)
      line += Int64(bytes.lineFeedCount(in: start + counted..<start + offset))
      counted = offset
      let status = fupan_json_extract(parser.handle, reader.paths.compiled, element, &slots)
      if let problem = parser.diagnostic(status, at: place(line)) {
        reject(problem, line, Array(UnsafeRawBufferPointer(start: raw, count: length)))
      } else {
        append(line)
      }
      has = fupan_json_next(parser.handle, root, &element)
    }
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
    _ status: fupan_json_status, isLast: Bool, _ parser: borrowing JSONParser
  ) throws(Problems) {
    if status == .invalid_utf8 {
      let bad = UTF8Scan.badPositions(record, limit: 1).first ?? 0
      let problem = Diagnostic(
        .badBytes,
        at: Place(
          file: reader.files[Int(chunk.file)], line: Int(line),
          column: UTF8Scan.characterCount(record, in: 0..<bad) + 1),
        ["encoding": "utf-8", "offset": .integer(offset + bad)])
      if reader.options.onBadBytes == .fail { throw Problems(problem) }
      reject(problem, line, Array(record))
    } else if isLast, status == .invalid {
      reject(Diagnostic(.truncatedRecord, at: place(line)), line, Array(record))
    } else if let problem = parser.diagnostic(status, at: place(line)) {
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

  consuming func finish() -> ParsedChunk {
    account.read = lines.count
    account.rejected = rejections.count
    let provenance = Provenance(
      files: Array(repeating: chunk.file, count: lines.count), lines: lines)
    let batch = Batch(
      reader.schema, builders.map { .text($0.finish()) }, count: lines.count,
      provenance: provenance)
    return ParsedChunk(batch: batch, rejections: rejections, account: account)
  }
}
