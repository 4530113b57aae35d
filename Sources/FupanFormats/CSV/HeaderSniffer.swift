import FupanDiagnostics
import FupanPlan

/// Looks at the beginning of a delimited file: its encoding, its header and where its data begins.
///
///     let found = try HeaderSniffer(options).layout(of: &input)
///     found.layout.names      // ["订单编号", "实付金额(元)", …, "分销员", "分销员#2"]
package struct HeaderSniffer {
  private let options: ReadOptions

  package init(_ options: ReadOptions) { self.options = options }

  /// The file's layout, and warnings such as duplicate headers.
  package func layout(
    of input: inout PeekedInput
  ) throws(Problems) -> (layout: CSVLayout, warnings: [Diagnostic]) {
    guard !input.prefix.isEmpty else {
      throw Problems(Diagnostic(.emptyInput, ["file": .text(input.name)]))
    }
    let verdict = try EncodingVerdict.decide(
      input.prefix, isWhole: input.isWhole, declared: options.encoding, file: input.name)
    while true {
      if let found = try search(input, verdict) { return found }
      guard input.prefix.count <= options.maxRecordBytes + EncodingVerdict.prefixLength else {
        throw Problems(
          Diagnostic(
            .fieldTooLong, at: Place(file: input.name, line: 1, column: 1),
            ["limit": .integer(options.maxRecordBytes)]))
      }
      // The header is longer than what was looked at.
      try input.peek(input.prefix.count * 2)
    }
  }

  /// The delimiter that a file most likely has: of comma, tab, semicolon and `|` the one that cuts
  /// the most records of its first kilobytes into one and the same number of fields, at least two.
  package static func likelyDelimiter(of input: PeekedInput) -> UInt8 {
    let bytes = Array(input.prefix.prefix(64 << 10))
    let isWhole = input.isWhole && bytes.count == input.prefix.count
    var best = (delimiter: UInt8(ascii: ","), score: 0)
    for delimiter in [",", "\t", ";", "|"].flatMap({ $0.utf8 }) {
      var counts: [Int: Int] = [:]
      var position = 0
      while position < bytes.count,
        let record = DelimitedRecord.read(
          bytes, from: position, delimiter: delimiter, maxRecordBytes: 64 << 10, atEnd: isWhole)
      {
        if record.fault == nil, record.cells.count > 1 {
          counts[record.cells.count, default: 0] += 1
        }
        position = record.end
      }
      let score = counts.values.max() ?? 0
      if score > best.score { best = (delimiter, score) }
    }
    return best.delimiter
  }

  /// The layout, or nil where the header may lie beyond the prefix.
  private func search(
    _ input: PeekedInput, _ verdict: EncodingVerdict
  ) throws(Problems) -> (layout: CSVLayout, warnings: [Diagnostic])? {
    let isWide = verdict.encoding == .utf16LittleEndian || verdict.encoding == .utf16BigEndian
    var bytes = input.prefix
    var position = verdict.markLength
    if isWide {
      bytes = try utf8(input, verdict.encoding)
      position = 0
    }
    var layout = CSVLayout(
      encoding: verdict.encoding, delimiter: options.delimiter, headers: [], names: [],
      headerLine: 1, dataOffset: position, dataLine: 1, preamble: 0, namedWidth: 0)
    var line: Int64 = 1
    if let (delimiter, end) = separatorLine(bytes, from: position) {
      layout.delimiter = delimiter
      layout.preamble += 1
      position = end
      line += 1
    }
    // The second byte of two is from 0x40, the second and fourth of four are digits.
    let isInCharacters = layout.delimiter >= 0x40 || (0x30...0x39).contains(layout.delimiter)
    if verdict.encoding == .gb18030, isInCharacters {
      throw Problems(
        Diagnostic(
          .delimiterInCharacters,
          ["delimiter": .text(String(Unicode.Scalar(layout.delimiter))), "file": .text(input.name)])
      )
    }
    let wanted = options.headerNames.map(HeaderName.cleaned)
    var best: (headers: [String], found: Int, line: Int64)?
    var searched = 0
    while position < bytes.count, searched < options.headerSearchLimit {
      guard
        let record = DelimitedRecord.read(
          bytes, from: position, delimiter: layout.delimiter,
          maxRecordBytes: options.maxRecordBytes, atEnd: input.isWhole)
      else { return nil }
      let recordLine = line
      let range = position..<record.end
      line += Int64(bytes.withUnsafeBufferPointer { $0.lineEndCount(in: range) })
      position = record.end
      if record.isBlank { continue }
      searched += 1
      guard record.fault == nil else {
        if wanted.isEmpty { throw faultyHeader(record, input.name, recordLine) }
        layout.preamble += 1
        continue
      }
      let cells = try record.cells.map { cell throws(Problems) in
        try text(cell.bytes, verdict.encoding, input.name, recordLine)
      }
      let cleaned = cells.map(HeaderName.cleaned)
      let found = wanted.filter { name in cleaned.contains { $0.utf8.elementsEqual(name.utf8) } }
      guard found.count == wanted.count else {
        if found.count > best?.found ?? 0 { best = (cells, found.count, recordLine) }
        layout.preamble += 1
        continue
      }
      layout.headers = cells
      layout.names = HeaderName.unique(cleaned)
      layout.headerLine = recordLine
      layout.dataOffset = position
      layout.dataLine = line
      layout.namedWidth = (cleaned.lastIndex { !$0.isEmpty } ?? -1) + 1
      return (layout, warnings(cleaned, layout, input.name))
    }
    if position >= bytes.count, !input.isWhole { return nil }
    throw Problems(
      Diagnostic(
        .headerNotFound, at: Place(file: input.name, line: Int(best?.line ?? 1), column: 1),
        [
          "file": .text(input.name), "wanted": .list(options.headerNames),
          "limit": .integer(options.headerSearchLimit),
          "nearest": .list(best?.headers.filter { !$0.isEmpty } ?? []),
        ]))
  }

  /// `sep=;` on the first line, as spreadsheets write it.
  private func separatorLine(_ bytes: [UInt8], from start: Int) -> (delimiter: UInt8, end: Int)? {
    let rest = bytes[start...].prefix(8)
    guard rest.count >= 5, rest.prefix(4).elementsEqual("sep=".utf8) else { return nil }
    let delimiter = rest[start + 4]
    var end = start + 5
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\n") { end += 1 }
    return end > start + 5 || end == bytes.count ? (delimiter, end) : nil
  }

  private func text(
    _ bytes: [UInt8], _ encoding: TextEncoding, _ file: String, _ line: Int64
  ) throws(Problems) -> String {
    let isSound: Bool
    let text: String
    if encoding == .gb18030 {
      let decoded = bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0) }
      isSound = decoded.faults.isEmpty
      text = String(decoding: decoded.bytes, as: UTF8.self)
    } else {
      isSound = bytes.withUnsafeBufferPointer { UTF8Scan.isValid($0) }
      text = String(decoding: bytes, as: UTF8.self)
    }
    if !isSound, options.onBadBytes == .fail {
      throw Problems(
        Diagnostic(
          .badBytes, at: Place(file: file, line: Int(line), column: 1),
          ["encoding": .text(encoding.rawValue)]))
    }
    return text
  }

  private func utf8(_ input: PeekedInput, _ encoding: TextEncoding) throws(Problems) -> [UInt8] {
    // Half a unit or pair at the prefix's end is left for later.
    var raw = input.prefix
    if !input.isWhole {
      raw.removeLast(raw.count % 2)
      let high = encoding == .utf16BigEndian ? raw.count - 2 : raw.count - 1
      if high >= 0, raw[high] & 0xFC == 0xD8 { raw.removeLast(2) }
    }
    var source = UTF16Source(
      PrefixedSource(raw, EmptySource()), isBigEndian: encoding == .utf16BigEndian,
      name: input.name)
    var result: [UInt8] = []
    var failure: Problems?
    let capacity = raw.count * 2
    result = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      do throws(Problems) {
        count = try source.read(
          into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: capacity))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  private func faultyHeader(
    _ record: DelimitedRecord, _ file: String, _ line: Int64
  ) -> Problems {
    let message: Message =
      record.fault?.kind == .textAfterQuote ? .textAfterQuote : .unclosedQuote
    return Problems(Diagnostic(message, at: Place(file: file, line: Int(line), column: 1)))
  }

  private func warnings(
    _ cleaned: [String], _ layout: CSVLayout, _ file: String
  ) -> [Diagnostic] {
    var result: [Diagnostic] = []
    for (index, name) in cleaned.enumerated()
    where !name.isEmpty && !layout.names[index].utf8.elementsEqual(name.utf8) {
      result.append(
        Diagnostic(
          .duplicateHeader, at: Place(file: file, line: Int(layout.headerLine), column: 1),
          ["header": .text(name), "renamed": .text(layout.names[index])], severity: .warning))
    }
    return result
  }
}
