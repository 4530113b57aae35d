import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows of one chunk of delimited text under way.
struct CSVRows: ~Copyable {
  private let reader: CSVReader
  private let chunk: RawChunk
  private let layout: CSVLayout
  private let mapping: FieldMapping
  private let text: ChunkText
  private let splitter: FieldSplitter
  private var rows: LocatedRows
  private var exceptions: [FieldSplitter.Exception] = []
  private var rejections: [Rejection] = []
  private var totals: [TotalRow] = []
  private var account = FileAccount()

  /// - Throws: `bad_bytes` where the first byte that is not of the encoding ends the run.
  init(_ reader: CSVReader, _ chunk: RawChunk) throws(Problems) {
    let file = Int(chunk.file)
    let layout = reader.layouts[file]
    self.reader = reader
    self.chunk = chunk
    self.layout = layout
    mapping = reader.mappings[file]
    text = ChunkText(chunk, encoding: layout.chunkEncoding)
    // A row of many fields has as many bytes at least.
    rows = LocatedRows(
      slots: mapping.slots, expectedRows: chunk.bytes.count / max(64, layout.headers.count))
    splitter = FieldSplitter(
      delimiter: layout.delimiter, slotOfField: mapping.slotOfField,
      namedWidth: layout.namedWidth, totals: reader.totalLabels,
      maxRecordBytes: reader.options.maxRecordBytes, quoting: Quoting(reader.options),
      headers: reader.repeats[file], isPadding: reader.options.ragged == .pad,
      scanning: reader.scanning)
    if reader.options.onBadBytes == .fail, let bad = text.badBytes.first {
      throw Problems(badBytes(bad))
    }
  }

  /// What the chunk holds, empty texts in place of delayed columns.
  ///
  /// - Throws: `field_too_long` where a record is longer than any may be.
  mutating func parsed(delaying isDelayed: [Bool]? = nil) throws(Problems) -> ParsedChunk {
    if chunk.offset == layout.dataOffset {
      account.preamble = layout.preamble
      account.headers = layout.headerRecords.count
      account.records = layout.preamble + layout.headerRecords.count
    }
    (text.decoded ?? chunk.bytes).withUnsafeBufferPointer { buffer in
      for segment in text.segments { split(segment, of: buffer) }
      for exception in exceptions { take(exception, of: buffer) }
    }
    for exception in exceptions {
      guard case .tooLong = exception.finding else { continue }
      throw reader.tooLong(Int(chunk.file), line: exception.line)
    }
    for (fault, line) in zip(chunk.faults, text.faultLines) {
      rejections.append(rejection(fault, line))
    }
    account.passedOver = chunk.asides.reduce(0) { $0 + $1.records }
    account.records += chunk.faults.count + account.passedOver
    // Cells that a sheet's row lacks are empty, as they are shown.
    account.padded = layout.sheet == nil ? rows.padded : 0
    account.rejected = rejections.count
    account.read = rows.rows
    account.replacements = reader.options.onBadBytes == .replace ? text.badBytes.count : 0
    rejections.sort { $0.line < $1.line }
    let isDelayed = isDelayed ?? reader.schema.fields.map { _ in false }
    var made = columns(isDelayed.map { !$0 }).makeIterator()
    let empty = Column.text(
      TextColumn(
        TextColumn([""]), codes: Array(repeating: 0, count: rows.rows), validity: nil))
    let columns = isDelayed.map { $0 ? empty : made.next() ?? empty }
    let batch = Batch(
      reader.schema, columns, count: rows.rows,
      provenance: Provenance(file: chunk.file, lines: rows.lines))
    return ParsedChunk(batch: batch, rejections: rejections, totals: totals, account: account)
  }

  /// The flagged columns, of these rows alone.
  mutating func columns(_ isWanted: [Bool], of kept: [Int32]) -> [Column] {
    rows.keep(kept)
    return columns(isWanted)
  }

  private borrowing func columns(_ isWanted: [Bool]) -> [Column] {
    (text.decoded ?? chunk.bytes).withUnsafeBufferPointer { buffer in
      zip(mapping.slotOfColumn, isWanted).enumerated().filter { $1.1 }.map { index, wanted in
        let column =
          wanted.0.map {
            rows.column(
              $0, of: buffer, nullTokens: reader.nullTokens[index], quoting: splitter.quoting)
          } ?? LocatedRows.missing(rows.rows)
        return .text(layout.sheet == nil ? column : SheetText.restored(column))
      }
    }
  }

  /// Finds the rows of a run of records; those with bad bytes are refused where rows are.
  private mutating func split(
    _ segment: ChunkText.Segment, of buffer: UnsafeBufferPointer<UInt8>
  ) {
    let badBytes = text.badBytes
    var refused: [(range: Range<Int>, line: Int64, bad: ChunkText.BadByte)] = []
    var next = badBytes.startIndex
    let isRejecting = reader.options.onBadBytes == .reject && !badBytes.isEmpty
    let refusing: ((Range<Int>, Int64) -> Bool)? =
      isRejecting
      ? { range, line in
        while next < badBytes.endIndex, badBytes[next].position < range.lowerBound { next += 1 }
        guard next < badBytes.endIndex, badBytes[next].position < range.upperBound
        else { return false }
        refused.append((range, line, badBytes[next]))
        return true
      } : nil
    account.records += splitter.split(
      buffer, in: segment.range, line: segment.line, into: &rows, exceptions: &exceptions,
      refusing: refusing)
    for record in refused {
      reject(self.badBytes(record.bad), record.line, trimmed(buffer, record.range))
    }
  }

  /// Counts a record that is no row.
  private mutating func take(
    _ exception: FieldSplitter.Exception, of buffer: UnsafeBufferPointer<UInt8>
  ) {
    switch exception.finding {
    case .row, .tooLong: break
    case .repeatedHeader: account.headers += 1
    case .total where reader.options.totals != .checked:
      // Where nobody said that there is one, it is neither added nor silently left out.
      let label = TotalRowLabels.label(of: buffer, exception.range, layout.delimiter)
      reject(exception, of: buffer, .undeclaredTotal, ["label": .text(label)])
    case .total:
      account.totals += 1
      totals.append(
        TotalRow(
          file: chunk.file, line: exception.line,
          label: TotalRowLabels.label(of: buffer, exception.range, layout.delimiter),
          cells: cells(of: buffer, exception)))
    case .tooFewFields(let found): reject(exception, of: buffer, .tooFewFields, width: found)
    case .tooManyFields(let found): reject(exception, of: buffer, .tooManyFields, width: found)
    case .unnamedField(let field):
      reject(
        exception, of: buffer, .valueWithoutHeader,
        ["column": .integer(field), "names": .integer(layout.namedWidth)],
        column: layout.sheet == nil ? 1 : field)
    }
  }

  /// The wanted cells of a total row, as columns of one row would have them.
  private func cells(
    of buffer: UnsafeBufferPointer<UInt8>, _ exception: FieldSplitter.Exception
  ) -> [String?] {
    let lenient = FieldSplitter(
      delimiter: splitter.delimiter, slotOfField: splitter.slotOfField, namedWidth: 0, totals: nil,
      maxRecordBytes: splitter.maxRecordBytes, quoting: splitter.quoting)
    var row = LocatedRows(slots: mapping.slots, expectedRows: 1)
    var ignored: [FieldSplitter.Exception] = []
    _ = lenient.split(
      buffer, in: exception.range, line: 1, into: &row, exceptions: &ignored, refusing: nil)
    // A total row wider than the header still shows the cells that the header names.
    if row.rows == 0 { row.keepRow(line: 1) }
    return mapping.slotOfColumn.enumerated().map { index, slot in
      slot.flatMap {
        row.column(
          $0, of: buffer, nullTokens: reader.nullTokens[index], quoting: splitter.quoting)[0]
      }.map { layout.sheet == nil ? $0 : SheetText.restored($0) }
    }
  }

  // MARK: Rejections

  private mutating func reject(_ problem: Diagnostic, _ line: Int64, _ value: [UInt8]) {
    rejections.append(
      Rejection(problem, file: chunk.file, line: line, stage: reader.stage, value: value))
  }

  /// Rejects a record of another width than the header.
  private mutating func reject(
    _ exception: FieldSplitter.Exception, of buffer: UnsafeBufferPointer<UInt8>,
    _ message: Message, width found: Int
  ) {
    reject(
      exception, of: buffer, message,
      ["found": .integer(found), "expected": .integer(layout.headers.count)],
      column: layout.sheet == nil ? 1 : max(1, found))
  }

  private mutating func reject(
    _ exception: FieldSplitter.Exception, of buffer: UnsafeBufferPointer<UInt8>,
    _ message: Message, _ facts: KeyValuePairs<String, FactValue>, column: Int = 1
  ) {
    let value = trimmed(buffer, exception.range)
    let place = layout.place(
      in: reader.files[Int(chunk.file)], line: exception.line, column: column)
    reject(
      Diagnostic(message, at: place, facts), exception.line,
      layout.sheet == nil ? value : SheetText.shown(value))
  }

  private func rejection(_ fault: RecordFault, _ line: Int64) -> Rejection {
    let before = layout.chunkEncoding.utf8(fault.before)
    let column = before.withUnsafeBufferPointer {
      UTF8Scan.characterCount($0, in: 0..<$0.count) + 1
    }
    let value = chunk.bytes.withUnsafeBufferPointer { trimmed($0, fault.range) }
    let message: Message =
      switch fault.kind {
      case .textAfterQuote: .textAfterQuote
      case .unclosedQuote: .unclosedQuote
      case .commentOrRow: .commentOrRow
      }
    return Rejection(
      Diagnostic(
        message,
        at: Place(
          file: reader.files[Int(chunk.file)], line: Int(line) + fault.lineOffset, column: column),
        ["offset": .integer(chunk.offset + fault.position)]),
      file: chunk.file, line: line, stage: reader.stage, value: layout.chunkEncoding.utf8(value))
  }

  private func badBytes(_ bad: ChunkText.BadByte) -> Diagnostic {
    let segment = text.segments.last { $0.range.lowerBound <= bad.position } ?? text.segments[0]
    let (line, column) = (text.decoded ?? chunk.bytes).withUnsafeBufferPointer { buffer in
      var lineStart = segment.range.lowerBound
      var line = segment.line
      while let end = buffer.firstLineEnd(in: lineStart..<bad.position) {
        lineStart = buffer.end(ofLineEndAt: end)
        line += 1
      }
      return (line, UTF8Scan.characterCount(buffer, in: lineStart..<bad.position) + 1)
    }
    let file = Int(chunk.file)
    let problem = Diagnostic(
      .badBytes, at: Place(file: reader.files[file], line: Int(line), column: column),
      ["encoding": .text(layout.encoding.rawValue)])
    let offset =
      layout.isTranscodedAhead
      ? reader.badUnits[file].source(ofText: bad.offset) : bad.offset
    return offset.map { problem.with("offset", .integer($0)) } ?? problem
  }

  /// A record's bytes without its line end.
  private func trimmed(_ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    Array(buffer[buffer.withoutLineEnd(range)])
  }
}
