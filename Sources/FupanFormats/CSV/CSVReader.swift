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

  let options: ReadOptions
  let nullTokens: [NullTokens]
  let totalLabels: TotalRowLabels?
  private let chunkBytes: Int
  private let isHashing: Bool
  let scanning: ScanInstructions?
  let stage: String
  /// The wanted fields of each file.
  private(set) var mappings: [FieldMapping] = []
  /// What repeats the header of each file.
  private(set) var repeats: [HeaderRepeats] = []
  /// What could not be transcoded in each file.
  private(set) var badUnits: [BadUnits] = []

  // What `next()` is at.
  private var tables: InputTables
  /// Opened inputs that are not opened again: the first, and all that can be read only once.
  private var kept: [Int: PeekedInput] = [:]
  private var fileIndex = 0
  private var chunkIndex = 0
  private var current: Current?

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
  ///   - scanning: how clean records are found; nil finds each by the rules alone.
  ///   - stage: the stage that rejections name.
  package init(
    files names: [String], options: ReadOptions, columns declared: [ScanColumn],
    wanted: Set<String>? = nil, standardInput: PeekedInput? = nil, hashing: Bool = false,
    chunkBytes: Int = 1 << 20, scanning: ScanInstructions? = .best,
    stage: String = "read_csv"
  ) throws(Problems) {
    let options = options.ofSheets
    self.options = options
    tables = try InputTables(names, options)
    files = tables.files
    warnings = tables.warnings
    let isWanted = declared.map { wanted?.contains($0.name) ?? true }
    let columns = zip(declared, isWanted).filter { $1 }.map { $0.0 }
    self.chunkBytes = max(1, chunkBytes)
    self.scanning = scanning
    self.stage = stage
    isHashing = hashing
    nullTokens = columns.map { NullTokens(options.nullTokens + $0.nullTokens) }
    totalLabels = TotalRowLabels(options.totals)
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
      let fields = layout.fields(of: declared, in: file, problems: &problems)
      let wantedFields = zip(fields, isWanted).filter { $1 }.map { $0.0 }
      for (column, field) in wantedFields.enumerated() where originals[column] == nil {
        originals[column] = field.map { layout.headers[$0] }
      }
      mappings.append(FieldMapping(wantedFields, width: layout.headers.count))
      repeats.append(
        HeaderRepeats(
          layout.headerRecords.map { layout.chunkEncoding.utf8($0) },
          width: layout.headers.count, delimiter: layout.delimiter, Quoting(options)))
      if index == 0 || !input.identity.isRegular { kept[index] = input }
    }
    try Problems.throwIfAny(problems)
    schema = Schema(
      zip(columns, originals).map { column, original in
        Field(column.name, .text, isPersonal: column.isPersonal, originalName: original)
      })
  }

  package mutating func next() throws(Problems) -> RawChunk? {
    while fileIndex < files.count {
      if current == nil { current = try open(fileIndex) }
      guard var file = current.take() else { return nil }
      if let chunk = try nextChunk(of: &file) {
        current = file
        return chunk
      }
      inputs[fileIndex].sha256 = try file.hash?.finish()
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
        maxRecordBytes: options.maxRecordBytes, scanning: scanning),
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
        if !file.isInFooter, !file.isAtEnd, let clean = file.cutter.cutClean(buffer) {
          return clean
        }
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
      text.end(ofLineEndAt: $0)
    } ?? 0
  }

  func tooLong(_ file: Int, line: Int64) -> Problems {
    Problems(
      Diagnostic(
        .fieldTooLong, at: layouts[file].place(in: files[file], line: line),
        ["limit": .integer(options.maxRecordBytes)]))
  }

  package func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk {
    var rows = try CSVRows(self, chunk)
    return try rows.parsed()
  }

  package var canDelayColumns: Bool { true }

  package func parse(
    _ chunk: RawChunk, delaying isDelayed: [Bool], keep: (ParsedChunk) throws -> [Int32]
  ) throws -> [Column] {
    var rows = try CSVRows(self, chunk)
    let kept = try keep(rows.parsed(delaying: isDelayed))
    return rows.columns(isDelayed, of: kept)
  }
}
