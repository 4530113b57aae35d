import FupanData
import FupanDiagnostics
import FupanPlan

/// Reads JSON objects, one a line or as the elements of one array, and delivers wanted values as
/// text. Neither is ever held whole.
///
/// A column's headers are paths: keys joined by dots, `\.` for a dot in a key
/// (`properties.$utm_source`). Numbers are delivered as they are written, never by way of a double;
/// arrays and objects as their JSON; `null` and an absent key are missing.
package struct NDJSONReader: ChunkedReader {
  package let schema: Schema
  package let files: [String]
  /// What each file was.
  package private(set) var inputs: [InputSummary] = []

  let options: ReadOptions
  let columns: [ScanColumn]
  let paths: JSONPaths
  private let pool: JSONRowPool
  /// Whether every line is left to the parser, which decides what a record is. It makes no
  /// difference but in time.
  package var leavesAllToParser = false
  let stage: String
  /// The bytes of each file's byte order mark, where the file is UTF-8.
  private(set) var markLengths: [Int] = []
  /// What each file is written in, and what of it could not be transcoded.
  private(set) var encodings: [TextEncoding] = []
  private(set) var badUnits: [BadUnits] = []

  private let chunkBytes: Int
  private let isHashing: Bool
  /// Whether each file is one array.
  private(set) var isArray: [Bool] = []
  /// Opened inputs that are not opened again: the first, and all that can be read only once.
  private var kept: [Int: PeekedInput] = [:]
  private var fileIndex = 0
  private var chunkIndex = 0
  private var current: Current?

  /// The file that is being read.
  private struct Current {
    var source: any ByteSource
    var hash: InputHash?
    var buffer: [UInt8] = []
    var offset = 0
    var line: Int64 = 1
    var isAtEnd = false
    var hasDelivered = false
    /// Where a file that is one array has its elements.
    var cutter: JSONElementCutter?
  }

  /// Opens every file once to see how it begins. A column that is not optional and in none of the
  /// records that the files start with is an error, so that a misspelt path is noticed. Of the
  /// columns only the `wanted` ones are delivered, nil for all.
  package init(
    files: [String], options: ReadOptions, columns declared: [ScanColumn],
    wanted: Set<String>? = nil, standardInput: PeekedInput? = nil, hashing: Bool = false,
    chunkBytes: Int = 1 << 20,
    stage: String = "read_json"
  ) throws(Problems) {
    self.files = files
    self.options = options
    let columns = declared.filter { wanted?.contains($0.name) ?? true }
    self.columns = columns
    self.chunkBytes = max(1, chunkBytes)
    self.stage = stage
    isHashing = hashing
    paths = JSONPaths(columns.flatMap { $0.headers })
    pool = JSONRowPool(
      paths,
      columns.map {
        JSONRowPool.Column(
          pathCount: $0.headers.count, missing: NullTokens(options.nullTokens + $0.nullTokens))
      })
    schema = Schema(
      columns.map {
        Field($0.name, .text, isPersonal: $0.isPersonal, originalName: $0.headers.first)
      })
    var found = PathsFound()
    for (index, file) in files.enumerated() {
      let input: PeekedInput
      if let standardInput, InputFile.isStandardInput(file) {
        input = standardInput
      } else {
        input = try PeekedInput(file, hashing: hashing)
      }
      let shape = try JSONShape(input, options)
      isArray.append(shape.isArray)
      markLengths.append(shape.markLength)
      inputs.append(
        InputSummary(
          name: file, identity: input.identity, encoding: shape.encoding,
          isCompressed: !input.packing.isEmpty, sha256: nil))
      encodings.append(shape.encoding)
      badUnits.append(BadUnits())
      try found.add(shape, isWhole: input.isWhole)
      if let likely = shape.likelyRows, likely.spansLines || !found.has(anyOf: declared) {
        throw Problems(
          Diagnostic(.jsonRowsWithin, ["file": .text(file), "rows": .text(likely.path)]))
      }
      if index == 0 || !input.identity.isRegular { kept[index] = input }
    }
    try Problems.throwIfAny(found.missing(declared, files: files))
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
      fileIndex += 1
    }
    return nil
  }

  private mutating func open(_ index: Int) throws(Problems) -> Current {
    let input: PeekedInput
    if let opened = kept.removeValue(forKey: index) {
      input = opened
    } else {
      input = try PeekedInput(
        files[index], hashing: isHashing, prefixLength: min(chunkBytes, 1 << 20))
      guard input.identity == inputs[index].identity else {
        throw Problems(Diagnostic(.inputChanged, ["file": .text(files[index])]))
      }
    }
    var source = input.source()
    if encodings[index] != .utf8 {
      source = TranscodedSource(source, encodings[index], badUnits: badUnits[index])
    }
    var file = Current(source: source, hash: input.hash)
    if isArray[index] {
      file.cutter = JSONElementCutter(skipping: markLengths[index], at: options.rows)
    }
    return file
  }

  private mutating func nextChunk(of file: inout Current) throws(Problems) -> RawChunk? {
    if let fault = file.cutter?.fault { throw problem(fault, in: file) }
    if file.isAtEnd, file.buffer.isEmpty, file.hasDelivered { return nil }
    while true {
      if !file.isAtEnd {
        try file.source.fill(
          &file.buffer, by: max(chunkBytes, file.buffer.count), isAtEnd: &file.isAtEnd)
      }
      let isBehindArray = file.cutter?.state == .around
      let border = try border(of: &file)
      if border == 0, !file.isAtEnd {
        guard file.buffer.count <= options.maxRecordBytes + chunkBytes else {
          throw Problems(
            Diagnostic(
              .fieldTooLong, at: Place(file: files[fileIndex], line: Int(file.line), column: 1),
              ["limit": .integer(options.maxRecordBytes)]))
        }
        continue
      }
      let tail = Array(file.buffer[border...])
      file.buffer.removeLast(tail.count)
      // Behind the last element nothing is a record.
      if isBehindArray { file.buffer = [] }
      let chunk = RawChunk(
        index: chunkIndex, file: Int32(fileIndex), bytes: file.buffer, offset: file.offset,
        line: file.line)
      file.line += Int64(
        file.buffer.withUnsafeBufferPointer { $0.lineFeedCount(in: 0..<$0.count) })
      file.buffer = tail
      file.offset += border
      file.hasDelivered = true
      chunkIndex += 1
      return chunk
    }
  }

  /// The end of the last whole line or element in the buffer, the buffer's end at the file's.
  private func border(of file: inout Current) throws(Problems) -> Int {
    guard var cutter = file.cutter else {
      if file.isAtEnd { return file.buffer.count }
      return file.buffer.withUnsafeBufferPointer { buffer in
        buffer.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      }
    }
    let end = file.buffer.withUnsafeBufferPointer { cutter.cut($0, { _ in }) } ?? 0
    if file.isAtEnd { cutter.finish() }
    // What stands before a fault is read first: the first thing that is wrong is the one to tell.
    if let fault = cutter.fault, end == 0 {
      file.cutter = cutter
      throw problem(fault, in: file)
    }
    let border = file.isAtEnd && cutter.fault == nil ? file.buffer.count : end
    cutter.rebase(by: border)
    file.cutter = cutter
    return border
  }

  private func problem(_ fault: JSONElementCutter.Fault, in file: Current) -> Problems {
    let position = file.cutter?.position ?? 0
    let line = file.buffer.withUnsafeBufferPointer {
      file.line + Int64($0.lineFeedCount(in: 0..<min($0.count, position)))
    }
    return Problems(
      fault.diagnostic(at: Place(file: files[fileIndex], line: Int(line), column: 1)))
  }

  package func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk {
    let parser = try JSONParser()
    let taken = try pool.take()
    defer { pool.giveBack(taken) }
    var rows = JSONRows(self, chunk, taken)
    var failure: Problems?
    chunk.bytes.withUnsafeBufferPointer { bytes in
      do throws(Problems) {
        if isArray[Int(chunk.file)] {
          try rows.readElements(bytes, parser)
        } else {
          try rows.readLines(bytes, parser)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return try rows.finish()
  }
}
