import FupanData
import FupanDiagnostics
import FupanPlan

/// Reads delimited text: finds its records, splits those that are sound, and delivers the wanted
/// columns as text.
///
/// `next()` finds record borders and faults, one owner in order; `parse` decodes, checks and copies
/// a chunk's columns, on any worker. What is rejected does not depend on which columns are wanted:
/// encoding, width and quotes are checked on every record.
///
///     var reader = try CSVReader(files: ["订单.csv"], options: options, columns: columns)
package struct CSVReader: ChunkedReader {
  package let schema: Schema
  package let files: [String]
  package private(set) var sheets: [SheetInput?] = []
  /// Repaired oddities worth telling: duplicate headers.
  package private(set) var warnings: [Diagnostic] = []
  /// What each file was.
  package private(set) var inputs: [InputSummary] = []
  /// Where the data of each file begins.
  package private(set) var layouts: [CSVLayout] = []

  private let options: ReadOptions
  private let columns: [ScanColumn]
  private let nullTokens: [NullTokens]
  private let totalLabels: TotalRowLabels?
  private let chunkBytes: Int
  private let isHashing: Bool
  private let stage: String
  /// The wanted fields of each file.
  private var mappings: [Mapping] = []
  /// What repeats the header of each file.
  private var repeats: [HeaderRepeats] = []
  /// What could not be transcoded in each file.
  private var badUnits: [BadUnits] = []

  // What `next()` is at.
  private var tables: InputTables
  /// Opened inputs that are not opened again: the first, and all that can be read only once.
  private var kept: [Int: PeekedInput] = [:]
  private var fileIndex = 0
  private var chunkIndex = 0
  private var current: Current?

  /// Which fields of a file are wanted, and where.
  private struct Mapping {
    /// The slot of each field, -1 where nobody wants it.
    var slotOfField: [Int32]
    /// The slot of each column of the schema, nil where the file lacks it.
    var slotOfColumn: [Int?] = []
    var slots = 0

    /// - Parameter fields: the field of each column, nil where the file lacks it.
    init(_ fields: [Int?], width: Int) {
      slotOfField = Array(repeating: -1, count: width)
      for field in fields {
        if let field, slotOfField[field] < 0 {
          slotOfField[field] = Int32(slots)
          slots += 1
        }
        slotOfColumn.append(field.map { Int(slotOfField[$0]) })
      }
    }
  }

  /// The file that is being read.
  private struct Current {
    var source: any ByteSource
    var cutter: RecordCutter
    /// Nil where the file is nothing but one table.
    var tables: TableCutter?
    var isInFooter = false
    var hash: InputHash?
    var sheet: PeekedInput.Sheet?
    var buffer: [UInt8] = []
    var offset: Int
    var line: Int64
    var isAtEnd = false
    var hasDelivered = false
  }

  /// Opens every file once to find its header.
  ///
  /// - Parameters:
  ///   - columns: what to deliver, in this order; a column that a file lacks is an error unless it is
  ///     optional.
  ///   - wanted: the names of the columns to deliver, nil for all; the others must be there as well.
  ///   - standardInput: standard input as far as it was looked at, where it is one of the files.
  ///   - hashing: whether the raw bytes' SHA-256 is computed, for ``inputs``.
  ///   - chunkBytes: about how many bytes a chunk has.
  ///   - stage: the stage that rejections name.
  package init(
    files names: [String], options: ReadOptions, columns declared: [ScanColumn],
    wanted: Set<String>? = nil, standardInput: PeekedInput? = nil, hashing: Bool = false,
    chunkBytes: Int = 1 << 20,
    stage: String = "read_csv"
  ) throws(Problems) {
    let options = options.ofSheets
    self.options = options
    tables = try InputTables(names, options)
    files = tables.files
    warnings = tables.warnings
    let isWanted = declared.map { wanted?.contains($0.name) ?? true }
    let columns = zip(declared, isWanted).filter { $1 }.map { $0.0 }
    self.columns = columns
    self.chunkBytes = max(1, chunkBytes)
    self.stage = stage
    isHashing = hashing
    nullTokens = columns.map { NullTokens(options.nullTokens + $0.nullTokens) }
    totalLabels =
      options.totals.map { TotalRowLabels($0) }
      ?? (options.mayEndInTotal ? TotalRowLabels(TotalRowRule(), isGuess: true) : nil)
    let sniffer = HeaderSniffer(options)
    var originals = [String?](repeating: nil, count: columns.count)
    var problems: [Diagnostic] = []
    for (index, file) in files.enumerated() {
      var input: PeekedInput
      if let standardInput, InputFile.isStandardInput(file) {
        input = standardInput
      } else {
        input = try tables.open(index, hashing: hashing)
      }
      let (layout, found) = try sniffer.layout(of: &input)
      warnings += found
      layouts.append(layout)
      badUnits.append(BadUnits())
      sheets.append(input.sheet.map { SheetInput(name: $0.name, headers: layout.headers) })
      inputs.append(
        InputSummary(
          name: file, identity: input.identity, encoding: layout.encoding,
          isCompressed: !input.packing.isEmpty, sha256: nil, structure: layout.structure))
      let fields = CSVReader.fields(of: declared, layout, file, problems: &problems)
      let wantedFields = zip(fields, isWanted).filter { $1 }.map { $0.0 }
      for (column, field) in wantedFields.enumerated() where originals[column] == nil {
        originals[column] = field.map { layout.headers[$0] }
      }
      mappings.append(Mapping(wantedFields, width: layout.headers.count))
      repeats.append(
        HeaderRepeats(
          layout.headerRecords.map { CSVReader.utf8($0, layout.chunkEncoding) },
          width: layout.headers.count, delimiter: layout.delimiter, Quoting(options)))
      if index == 0 || !input.identity.isRegular { kept[index] = input }
    }
    try Problems.throwIfAny(problems)
    schema = Schema(
      zip(columns, originals).map { column, original in
        Field(column.name, .text, isPersonal: column.isPersonal, originalName: original)
      })
  }

  /// The field of the file that each column is found in, nil where the file lacks it.
  private static func fields(
    of columns: [ScanColumn], _ layout: CSVLayout, _ file: String, problems: inout [Diagnostic]
  ) -> [Int?] {
    let cleaned = layout.headers.map { Array(HeaderName.cleaned($0).utf8) }
    // Files of a hundred thousand columns are read too.
    let positionsOfHeader = Dictionary(grouping: cleaned.indices) { cleaned[$0] }
    let fieldOfName = Dictionary(
      layout.names.enumerated().map { (Array($1.utf8), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return columns.map { column in
      for header in column.headers {
        let wanted = Array(HeaderName.cleaned(header).utf8)
        var positions = positionsOfHeader[wanted] ?? []
        if positions.isEmpty, wanted.last == UInt8(ascii: "*") {
          positions = cleaned.indices.filter { cleaned[$0].starts(with: wanted.dropLast()) }
        }
        if column.occurrence <= positions.count { return positions[column.occurrence - 1] }
        if column.occurrence == 1, let field = fieldOfName[wanted] { return field }
      }
      if !column.isOptional { problems.append(missing(column, columns, layout, file)) }
      return nil
    }
  }

  private static func missing(
    _ column: ScanColumn, _ columns: [ScanColumn], _ layout: CSVLayout, _ file: String
  ) -> Diagnostic {
    let present = layout.names.filter { !$0.isEmpty }
    let name = column.headers.first ?? column.name
    let wanted = columns.filter { !$0.isOptional }.map { $0.headers.first ?? $0.name }
    let diagnostic = Diagnostic(
      .missingColumn, at: layout.place(in: file, line: layout.headerLine),
      [
        "file": .text(file), "column": .text(name), "wanted": .list(wanted),
        "headers": .list(present),
      ])
    guard let nearest = NearestName.to(name, among: present) else { return diagnostic }
    return diagnostic.with("suggestion", .suggestion(nearest))
  }

  // MARK: Borders

  package mutating func next() throws(Problems) -> RawChunk? {
    while fileIndex < files.count {
      if current == nil { current = try open(fileIndex) }
      guard var file = current.take() else { return nil }
      if let chunk = try nextChunk(of: &file) {
        current = file
        return chunk
      }
      inputs[fileIndex].sha256 = file.hash?.finish()
      if let sheet = file.sheet, let reader = sheet.reader {
        inputs[fileIndex].warnings = reader.notes.warnings(
          file: files[fileIndex], sheet: sheet.name, dataRow: Int(layouts[fileIndex].dataLine))
      }
      fileIndex += 1
    }
    return nil
  }

  private mutating func open(_ index: Int) throws(Problems) -> Current {
    let layout = layouts[index]
    let input: PeekedInput
    if let opened = kept.removeValue(forKey: index) {
      input = opened
    } else {
      input = try tables.open(
        index, hashing: isHashing, prefixLength: min(chunkBytes, 1 << 20))
      guard input.identity == inputs[index].identity else {
        throw Problems(Diagnostic(.inputChanged, ["file": .text(files[index])]))
      }
    }
    var source = input.source()
    if layout.isTranscodedAhead {
      source = TranscodedSource(source, layout.encoding, badUnits: badUnits[index])
    }
    try CSVReader.skip(layout.dataOffset, of: &source)
    return Current(
      source: source,
      cutter: RecordCutter(
        delimiter: layout.delimiter, quoting: Quoting(options),
        comment: LinePrefix(options.comment, in: layout.chunkEncoding),
        maxRecordBytes: options.maxRecordBytes),
      tables: TableCutter(layout, options, file: files[index]),
      hash: input.hash, sheet: input.sheet, offset: layout.dataOffset, line: layout.dataLine)
  }

  private static func skip(_ count: Int, of source: inout any ByteSource) throws(Problems) {
    var left = count
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(max(count, 1), 1 << 20), alignment: 16)
    defer { block.deallocate() }
    while left > 0 {
      let read = try source.read(
        into: UnsafeMutableRawBufferPointer(rebasing: block[..<min(left, block.count)]))
      if read == 0 { return }
      left -= read
    }
  }

  private mutating func nextChunk(of file: inout Current) throws(Problems) -> RawChunk? {
    if file.isAtEnd, file.buffer.isEmpty, file.hasDelivered { return nil }
    while true {
      if !file.isAtEnd {
        try file.source.fill(
          &file.buffer, by: max(chunkBytes, file.buffer.count), isAtEnd: &file.isAtEnd)
      }
      let (border, lines) = file.buffer.withUnsafeBufferPointer { buffer in
        let border =
          file.isInFooter
          ? CSVReader.lastLineBorder(buffer, atEnd: file.isAtEnd)
          : file.cutter.cut(buffer, atEnd: file.isAtEnd)
        return (border, buffer.lineEndCount(in: 0..<border))
      }
      if border == 0, !file.isAtEnd {
        if file.buffer.count > options.maxRecordBytes + chunkBytes {
          throw tooLong(fileIndex, line: file.line)
        }
        continue
      }
      let tail = Array(file.buffer[border...])
      file.buffer.removeLast(tail.count)
      var chunk = RawChunk(
        index: chunkIndex, file: Int32(fileIndex), bytes: file.buffer, offset: file.offset,
        line: file.line)
      if !file.isInFooter {
        chunk.faults = file.cutter.takeFaults(before: border)
        file.cutter.rebase(by: border)
      }
      try setApart(&chunk, in: &file)
      file.buffer = tail
      file.offset += border
      file.line += Int64(lines)
      file.hasDelivered = true
      chunkIndex += 1
      return chunk
    }
  }

  /// Sets apart what of a chunk is no data: comments, the footer, tables that are not read.
  private func setApart(_ chunk: inout RawChunk, in file: inout Current) throws(Problems) {
    guard var tables = file.tables else { return }
    let bytes = chunk.bytes
    var footer: Int? = 0
    if !file.isInFooter {
      var failure: Problems?
      var findings = TableCutter.Findings()
      bytes.withUnsafeBufferPointer { text in
        do throws(Problems) {
          findings = try tables.findings(in: text, chunk.faults, line: chunk.line)
        } catch { failure = error }
      }
      if let failure { throw failure }
      file.tables = tables
      chunk.faults = findings.faults
      chunk.asides = findings.asides
      footer = findings.footer
    }
    guard let footer else { return }
    file.isInFooter = true
    let lines = bytes.withUnsafeBufferPointer {
      TableCutter.lineCount(UnsafeBufferPointer(rebasing: $0[footer...]))
    }
    chunk.asides.append(Aside(range: footer..<bytes.count, records: lines))
  }

  /// The position after the last line end that is surely one.
  private static func lastLineBorder(_ text: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> Int {
    if atEnd { return text.count }
    // A CR at the very end may be half of a line end.
    return (text.dropLast().lastIndex { $0 == 10 || $0 == 13 }).map {
      text[$0] == 13 && text[$0 + 1] == 10 ? $0 + 2 : $0 + 1
    } ?? 0
  }

  private func tooLong(_ file: Int, line: Int64) -> Problems {
    Problems(
      Diagnostic(
        .fieldTooLong, at: layouts[file].place(in: files[file], line: line),
        ["limit": .integer(options.maxRecordBytes)]))
  }

  // MARK: Rows

  package func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk {
    let fileIndex = Int(chunk.file)
    let layout = layouts[fileIndex]
    let mapping = mappings[fileIndex]
    let text = ChunkText(chunk, encoding: layout.chunkEncoding)
    if options.onBadBytes == .fail, let bad = text.badBytes.first {
      throw Problems(badBytes(bad, in: text, chunk, layout))
    }
    let splitter = FieldSplitter(
      delimiter: layout.delimiter, slotOfField: mapping.slotOfField,
      namedWidth: layout.namedWidth, totals: totalLabels, maxRecordBytes: options.maxRecordBytes,
      quoting: Quoting(options), headers: repeats[fileIndex], isPadding: options.ragged == .pad)
    // A row of many fields has as many bytes at least.
    var rows = LocatedRows(
      slots: mapping.slots, expectedRows: chunk.bytes.count / max(64, layout.headers.count))
    var exceptions: [FieldSplitter.Exception] = []
    var rejections: [Rejection] = []
    var account = FileAccount()
    if chunk.offset == layout.dataOffset {
      account.preamble = layout.preamble
      account.headers = layout.headerRecords.count
      account.records = layout.preamble + layout.headerRecords.count
    }
    let bytes = text.decoded ?? chunk.bytes
    var batchColumns: [Column] = []
    var totals: [TotalRow] = []
    var longRecord: Int64?
    bytes.withUnsafeBufferPointer { buffer in
      for segment in text.segments {
        var refused: [(range: Range<Int>, line: Int64, bad: ChunkText.BadByte)] = []
        var nextBad = text.badBytes.startIndex
        let isRejecting = options.onBadBytes == .reject && !text.badBytes.isEmpty
        let refusing: ((Range<Int>, Int64) -> Bool)? =
          isRejecting
          ? { range, line in
            while nextBad < text.badBytes.endIndex,
              text.badBytes[nextBad].position < range.lowerBound
            { nextBad += 1 }
            guard nextBad < text.badBytes.endIndex,
              text.badBytes[nextBad].position < range.upperBound
            else { return false }
            refused.append((range, line, text.badBytes[nextBad]))
            return true
          } : nil
        account.records += splitter.split(
          buffer, in: segment.range, line: segment.line, into: &rows, exceptions: &exceptions,
          refusing: refusing)
        for record in refused {
          rejections.append(
            Rejection(
              badBytes(record.bad, in: text, chunk, layout), file: chunk.file, line: record.line,
              stage: stage, value: CSVReader.trimmed(buffer, record.range)))
        }
      }
      for exception in exceptions {
        if case .tooLong = exception.finding {
          longRecord = longRecord ?? exception.line
        } else if case .repeatedHeader = exception.finding {
          account.headers += 1
        } else if case .total = exception.finding, options.totals != nil {
          account.totals += 1
          totals.append(
            TotalRow(
              file: chunk.file, line: exception.line,
              label: TotalRowLabels.label(of: buffer, exception.range, layout.delimiter),
              cells: cells(of: buffer, exception, splitter, mapping)))
        } else if case .total = exception.finding {
          rejections.append(undeclared(exception, chunk.file, buffer))
        } else {
          rejections.append(rejection(exception, chunk.file, buffer))
        }
      }
      for (index, slot) in mapping.slotOfColumn.enumerated() {
        var column =
          slot.map {
            rows.column(
              $0, of: buffer, nullTokens: nullTokens[index], quoting: splitter.quoting)
          }
          ?? LocatedRows.missing(rows.rows)
        if layout.sheet != nil { column = SheetText.restored(column) }
        batchColumns.append(.text(column))
      }
    }
    if let longRecord { throw tooLong(fileIndex, line: longRecord) }
    for (fault, line) in zip(chunk.faults, text.faultLines) {
      rejections.append(rejection(fault, line, chunk, layout))
    }
    account.records += chunk.faults.count
    account.passedOver = chunk.asides.reduce(0) { $0 + $1.records }
    account.records += account.passedOver
    // Cells that a sheet's row lacks are empty, as they are shown.
    account.padded = layout.sheet == nil ? rows.padded : 0
    account.rejected = rejections.count
    account.read = rows.rows
    account.replacements = options.onBadBytes == .replace ? text.badBytes.count : 0
    rejections.sort { $0.line < $1.line }
    let count = rows.rows
    let batch = Batch(
      schema, batchColumns, count: count,
      provenance: Provenance(file: chunk.file, lines: rows.lines))
    return ParsedChunk(batch: batch, rejections: rejections, totals: totals, account: account)
  }

  /// The wanted cells of a total row, as columns of one row would have them.
  private func cells(
    of buffer: UnsafeBufferPointer<UInt8>, _ exception: FieldSplitter.Exception,
    _ splitter: FieldSplitter, _ mapping: Mapping
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
        row.column($0, of: buffer, nullTokens: nullTokens[index], quoting: splitter.quoting)[0]
      }.map { options.sheet == nil ? $0 : SheetText.restored($0) }
    }
  }

  /// A row that is called a total where nobody said that there is one: it is neither added nor
  /// silently left out.
  private func undeclared(
    _ exception: FieldSplitter.Exception, _ file: Int32, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Rejection {
    let layout = layouts[Int(file)]
    let value = CSVReader.trimmed(buffer, exception.range)
    let label = TotalRowLabels.label(of: buffer, exception.range, layout.delimiter)
    return Rejection(
      Diagnostic(
        .undeclaredTotal,
        at: layout.place(in: files[Int(file)], line: exception.line, column: 1),
        ["label": .text(label)]),
      file: file, line: exception.line, stage: stage,
      value: layout.sheet == nil ? value : SheetText.shown(value))
  }

  private func rejection(
    _ exception: FieldSplitter.Exception, _ file: Int32, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Rejection {
    let message: Message
    let found: Int
    switch exception.finding {
    case .tooFewFields(let count): (message, found) = (.tooFewFields, count)
    case .tooManyFields(let count): (message, found) = (.tooManyFields, count)
    case .row, .total, .tooLong, .repeatedHeader: (message, found) = (.tooManyFields, 0)
    }
    let layout = layouts[Int(file)]
    let value = CSVReader.trimmed(buffer, exception.range)
    return Rejection(
      Diagnostic(
        message,
        at: layout.place(
          in: files[Int(file)], line: exception.line,
          column: layout.sheet == nil ? 1 : max(1, found)),
        ["found": .integer(found), "expected": .integer(layout.headers.count)]),
      file: file, line: exception.line, stage: stage,
      value: layout.sheet == nil ? value : SheetText.shown(value))
  }

  private func rejection(
    _ fault: RecordFault, _ line: Int64, _ chunk: RawChunk, _ layout: CSVLayout
  ) -> Rejection {
    let before = CSVReader.utf8(fault.before, layout.chunkEncoding)
    let column = before.withUnsafeBufferPointer {
      UTF8Scan.characterCount($0, in: 0..<$0.count) + 1
    }
    let value = chunk.bytes.withUnsafeBufferPointer { CSVReader.trimmed($0, fault.range) }
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
          file: files[Int(chunk.file)], line: Int(line) + fault.lineOffset, column: column),
        ["offset": .integer(chunk.offset + fault.position)]),
      file: chunk.file, line: line, stage: stage, value: CSVReader.utf8(value, layout.chunkEncoding)
    )
  }

  private func badBytes(
    _ bad: ChunkText.BadByte, in text: ChunkText, _ chunk: RawChunk, _ layout: CSVLayout
  ) -> Diagnostic {
    let bytes = text.decoded ?? chunk.bytes
    let segment = text.segments.last { $0.range.lowerBound <= bad.position } ?? text.segments[0]
    let (line, column) = bytes.withUnsafeBufferPointer { buffer in
      var lineStart = segment.range.lowerBound
      var line = segment.line
      while let end = buffer.firstLineEnd(in: lineStart..<bad.position) {
        let isPair = buffer[end] == 13 && end + 1 < buffer.count && buffer[end + 1] == 10
        lineStart = end + (isPair ? 2 : 1)
        line += 1
      }
      return (line, UTF8Scan.characterCount(buffer, in: lineStart..<bad.position) + 1)
    }
    let place = Place(file: files[Int(chunk.file)], line: Int(line), column: column)
    let offset =
      layout.isTranscodedAhead
      ? badUnits[Int(chunk.file)].source(ofText: bad.offset) : bad.offset
    guard let offset else {
      return Diagnostic(.badBytes, at: place, ["encoding": .text(layout.encoding.rawValue)])
    }
    return Diagnostic(
      .badBytes, at: place,
      ["encoding": .text(layout.encoding.rawValue), "offset": .integer(offset)])
  }

  private static func utf8(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    encoding == .gb18030
      ? bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0).bytes } : bytes
  }

  /// A record's bytes without its line end.
  private static func trimmed(
    _ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> [UInt8] {
    var end = range.upperBound
    while end > range.lowerBound, buffer[end - 1] == 10 || buffer[end - 1] == 13 { end -= 1 }
    return Array(buffer[range.lowerBound..<end])
  }
}
