import FupanDiagnostics
import FupanPlan

/// Searches the beginning of a delimited file for its header: one way through its first records.
struct HeaderSearch {
  private let bytes: [UInt8]
  private let input: PeekedInput
  private let options: ReadOptions
  private let quoting: Quoting
  private let comment: LinePrefix?
  /// The wanted headers in comparable form.
  private let wanted: [[UInt8]]

  private var layout: CSVLayout
  private var position: Int
  private var line: Int64 = 1

  /// Rows that may be the header.
  private struct Candidate {
    var rows: [[String]]
    var raw: [[UInt8]]
    var end: Int
    var nextLine: Int64

    /// The headers: upper cells filled forward and joined to the lower.
    var headers: [String] { HeaderName.joined(rows) }
  }

  init(
    _ bytes: [UInt8], from start: Int, _ encoding: TextEncoding, isAhead: Bool,
    _ input: PeekedInput, _ options: ReadOptions, delimiter: UInt8
  ) {
    self.bytes = bytes
    self.input = input
    self.options = options
    quoting = Quoting(options)
    wanted = options.headerNames.map { Array(HeaderName.cleaned($0).utf8) }
    layout = CSVLayout(
      encoding: encoding, isTranscodedAhead: isAhead, delimiter: delimiter, dataOffset: start)
    comment = LinePrefix(options.comment, in: layout.chunkEncoding)
    position = start
  }

  /// The layout with warnings, or nil where the header may lie beyond the bytes.
  mutating func found() throws(Problems) -> (layout: CSVLayout, warnings: [Diagnostic])? {
    takeSeparatorLine()
    var best: (headers: [String], found: Int, line: Int64)?
    var searched = 0
    var tables = 0
    var isAfterGap = true
    var lastComment: (width: Int, line: Int64)?
    while position < bytes.count, searched < options.headerSearchLimit || tables > 0 {
      let isComment = isComment
      if isComment, wanted.isEmpty {
        guard let end = lineEnd(after: position) else { return nil }
        lastComment = (record(atEnd: true)?.cells.count ?? 1, line)
        pass(to: end)
        isAfterGap = true
        continue
      }
      guard let record = record(atEnd: input.isWhole) else { return nil }
      if record.isBlank {
        advance(to: record.end)
        isAfterGap = true
        continue
      }
      searched += 1
      guard record.fault == nil else {
        if wanted.isEmpty { throw faultyHeader(record) }
        pass(to: isComment ? lineEnd(after: position) ?? record.end : record.end)
        continue
      }
      // Most records are no header: texts are made only of those that may be one.
      var cells: [(text: [UInt8], isSound: Bool)] = []
      for cell in record.cells { cells.append(comparable(cell.bytes)) }
      if options.onBadBytes == .fail, cells.contains(where: { !$0.isSound }) {
        throw badBytes(line: line)
      }
      var isEmpty = cells.allSatisfy { $0.text.isEmpty }
      var candidate: Candidate?
      if options.headerRows ?? 1 > 1 {
        guard let rows = try self.candidate(record) else { return nil }
        let headers = rows.headers.map { Array(HeaderName.cleaned($0).utf8) }
        cells += headers.map { ($0, true) }
        isEmpty = headers.allSatisfy { $0.isEmpty }
        candidate = rows
      }
      let found = wanted.count { name in cells.contains { $0.text == name } }
      if candidate == nil, found == wanted.count, !isEmpty {
        candidate = try self.candidate(record)
      }
      guard let candidate, found == wanted.count, !isEmpty,
        !options.isSideBySide || block(of: candidate.headers) != nil
      else {
        if found > best?.found ?? 0 { best = (try texts(record, line: line), found, line) }
        if cells.contains(where: { HeaderSearch.mayTellCap($0.text) }) {
          noteCap(try texts(record, line: line))
        }
        if isComment, let end = lineEnd(after: position) {
          pass(to: end)
        } else {
          pass(to: record.end)
        }
        isAfterGap = isComment || isEmpty
        continue
      }
      // Rows of a table before the wanted one are passed over with its header.
      if isAfterGap || tables == 0 { tables += 1 }
      isAfterGap = false
      if case .number(let number)? = options.tables, tables < number {
        if wanted.isEmpty {
          guard let end = tableEnd() else { return nil }
          pass(to: end)
          isAfterGap = true
        } else {
          pass(to: record.end)
        }
        continue
      }
      if let lastComment, lastComment.width > 1, lastComment.width == candidate.headers.count {
        throw Problems(
          Diagnostic(
            .headerOrComment,
            at: input.place(line: lastComment.line),
            ["comment": .text(options.comment ?? "")]))
      }
      return try layout(candidate)
    }
    if position >= bytes.count, !input.isWhole { return nil }
    throw Problems(
      Diagnostic(
        .headerNotFound, at: input.place(line: best?.line ?? 1),
        [
          "file": .text(input.name), "wanted": .list(options.headerNames),
          "limit": .integer(options.headerSearchLimit),
          "nearest": .list(best?.headers.filter { !$0.isEmpty } ?? []),
        ]))
  }

  /// The comparable texts of all cells among which a header of one row is searched; nil where the
  /// bytes end before that is known.
  mutating func cells() -> Set<[UInt8]>? {
    takeSeparatorLine()
    var cells: Set<[UInt8]> = []
    var searched = 0
    while position < bytes.count, searched < options.headerSearchLimit {
      guard let record = record(atEnd: input.isWhole) else { return nil }
      if !record.isBlank { searched += 1 }
      if record.fault == nil {
        for cell in record.cells {
          cells.insert(comparable(cell.bytes).text)
        }
      }
      advance(to: isComment ? lineEnd(after: position) ?? record.end : record.end)
    }
    return position < bytes.count || input.isWhole ? cells : nil
  }

  // MARK: Records

  /// Whether a comment begins at `position`.
  private var isComment: Bool {
    isComment(at: position)
  }

  private func isComment(at position: Int) -> Bool {
    guard let comment else { return false }
    let quote = options.quote
    return bytes.withUnsafeBufferPointer { comment.begins($0, at: position, quote: quote) }
  }

  private func record(atEnd: Bool, from start: Int? = nil) -> DelimitedRecord? {
    DelimitedRecord.read(
      bytes, from: start ?? position, delimiter: layout.delimiter, quoting: quoting,
      maxRecordBytes: options.maxRecordBytes, atEnd: atEnd)
  }

  /// The rows that are the header if `first` begins it; nil where they go beyond the bytes.
  private func candidate(_ first: DelimitedRecord) throws(Problems) -> Candidate? {
    var candidate = Candidate(rows: [], raw: [], end: position, nextLine: line)
    var record = first
    while true {
      let range = candidate.end..<record.end
      candidate.rows.append(try texts(record, line: candidate.nextLine))
      candidate.raw.append(Array(bytes[bytes.withoutLineEnd(range)]))
      candidate.nextLine += lines(in: range)
      candidate.end = record.end
      guard candidate.rows.count < options.headerRows ?? 1 else { return candidate }
      guard candidate.end < bytes.count else { return input.isWhole ? candidate : nil }
      guard let next = self.record(atEnd: input.isWhole, from: candidate.end) else { return nil }
      guard next.fault == nil else { return candidate }
      record = next
    }
  }

  private func texts(_ record: DelimitedRecord, line: Int64) throws(Problems) -> [String] {
    var texts: [String] = []
    for cell in record.cells {
      let (text, isSound) = text(of: cell.bytes)
      if !isSound, options.onBadBytes == .fail { throw badBytes(line: line) }
      texts.append(text)
    }
    return texts
  }

  private func badBytes(line: Int64) -> Problems {
    Problems(
      Diagnostic(
        .badBytes, at: input.place(line: line), ["encoding": .text(layout.encoding.rawValue)]))
  }

  /// A cell as headers are compared, and whether its bytes are of the encoding.
  private func comparable(_ cell: [UInt8]) -> (text: [UInt8], isSound: Bool) {
    let isUTF8 = layout.chunkEncoding != .gb18030
    if input.sheet == nil, HeaderName.isCleaned(cell, mayHoldIdeographs: isUTF8) {
      return (cell, true)
    }
    let (text, isSound) = text(of: cell)
    return (Array(HeaderName.cleaned(text).utf8), isSound)
  }

  private func text(of cell: [UInt8]) -> (text: String, isSound: Bool) {
    let (text, isSound) = layout.chunkEncoding.text(cell)
    return (input.sheet == nil ? text : SheetText.restored(text), isSound)
  }

  /// Goes on behind a record that stands before the header.
  private mutating func pass(to end: Int) {
    layout.preamble += 1
    advance(to: end)
  }

  private mutating func advance(to end: Int) {
    line += lines(in: position..<end)
    position = end
  }

  /// Goes through the table at `position` to its last record, which is not passed yet; nil where it
  /// goes beyond the bytes.
  private mutating func tableEnd() -> Int? {
    while let record = record(atEnd: input.isWhole) {
      guard record.end < bytes.count, let next = self.record(atEnd: true, from: record.end),
        !next.isBlank, !isComment(at: record.end)
      else { return record.end }
      pass(to: record.end)
    }
    return nil
  }

  private func lines(in range: Range<Int>) -> Int64 {
    Int64(bytes.withUnsafeBufferPointer { $0.lineEndCount(in: range) })
  }

  /// The position after the physical line at a position; nil where it goes beyond the bytes.
  private func lineEnd(after start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { text in
      guard let end = text.firstLineEnd(in: start..<text.count) else {
        return input.isWhole ? text.count : nil
      }
      guard text[end] == 10 || end + 1 < text.count || input.isWhole else { return nil }
      return text.end(ofLineEndAt: end)
    }
  }

  // MARK: Findings

  private mutating func takeSeparatorLine() {
    guard input.sheet == nil, let line = HeaderSearch.separatorLine(bytes, from: position) else {
      return
    }
    layout.delimiter = line.delimiter
    pass(to: line.end)
  }

  /// `sep=;` on the first line, as spreadsheets write it.
  static func separatorLine(
    _ bytes: [UInt8], from start: Int
  ) -> (delimiter: UInt8, end: Int)? {
    let rest = bytes[start...].prefix(8)
    guard rest.count >= 5, rest.prefix(4).elementsEqual("sep=".utf8) else { return nil }
    var end = start + 5
    if end < bytes.count, bytes[end] == 13 { end += 1 }
    if end < bytes.count, bytes[end] == 10 { end += 1 }
    return end > start + 5 || end == bytes.count ? (rest[start + 4], end) : nil
  }

  /// Whether the last of the words is there that tell a cap: finding texts takes longer.
  private static func mayTellCap(_ cell: [UInt8]) -> Bool {
    // 条
    cell.indices.dropLast(2).contains {
      cell[$0] == 0xE6 && cell[$0 + 1] == 0x9D && cell[$0 + 2] == 0xA1
    }
  }

  /// Notes how many rows the export has at most: `最多导出排序后前1000条`.
  private mutating func noteCap(_ cells: [String]) {
    for cell in cells where cell.contains("最多") || cell.contains("前") {
      let digits = cell.split { !("0"..."9").contains($0) }
      for number in digits {
        if let count = Int(number), cell[number.endIndex...].hasPrefix("条") { layout.cap = count }
      }
    }
  }

  private func layout(
    _ candidate: Candidate
  ) throws(Problems) -> (layout: CSVLayout, warnings: [Diagnostic])? {
    var layout = layout
    var cleaned = candidate.headers.map(HeaderName.cleaned)
    layout.headers = candidate.headers
    layout.names = HeaderName.unique(cleaned)
    if options.isSideBySide, let block = block(of: candidate.headers) {
      for index in cleaned.indices where !block.contains(index) {
        (cleaned[index], layout.headers[index]) = ("", "")
      }
      layout.names = cleaned
    }
    layout.headerLine = line
    layout.headerRecords = candidate.raw
    layout.dataOffset = candidate.end
    layout.dataLine = candidate.nextLine
    layout.namedWidth = (cleaned.lastIndex { !$0.isEmpty } ?? -1) + 1
    if options.headerRows == nil, !options.isSideBySide, cleaned.contains(where: { $0.isEmpty }) {
      guard let isSecond = isSecondRow(behind: candidate, cleaned) else { return nil }
      if isSecond {
        throw Problems(
          Diagnostic(
            .secondHeaderRow, at: input.place(line: layout.dataLine)))
      }
    }
    return (layout, warnings(cleaned, layout))
  }

  /// Where the wanted headers stand next to each other.
  private func block(of headers: [String]) -> Range<Int>? {
    guard headers.count >= wanted.count else { return nil }
    let cleaned = headers.map { Array(HeaderName.cleaned($0).utf8) }
    return (0...headers.count - wanted.count).lazy.map { $0..<$0 + wanted.count }
      .first { cleaned[$0].elementsEqual(wanted) }
  }

  /// Whether the record behind a header has text wherever the header has none, and nothing below its
  /// first cell: labels of options below questions. Nil where that lies beyond the bytes.
  private func isSecondRow(behind candidate: Candidate, _ cleaned: [String]) -> Bool? {
    guard candidate.end < bytes.count else { return input.isWhole ? false : nil }
    guard let record = record(atEnd: input.isWhole, from: candidate.end) else { return nil }
    guard record.fault == nil, record.cells.count == cleaned.count else { return false }
    let below = record.cells.map { HeaderName.cleaned(layout.chunkEncoding.text($0.bytes).text) }
    guard cleaned[0] != "", below[0] == "" else { return false }
    return zip(cleaned, below).allSatisfy { !$0.isEmpty || !$1.isEmpty }
  }

  private func faultyHeader(_ record: DelimitedRecord) -> Problems {
    let message: Message =
      record.fault?.kind == .textAfterQuote ? .textAfterQuote : .unclosedQuote
    return Problems(Diagnostic(message, at: input.place(line: line)))
  }

  private func warnings(_ cleaned: [String], _ layout: CSVLayout) -> [Diagnostic] {
    let place = input.place(line: layout.headerLine)
    var result: [Diagnostic] = []
    for (index, name) in cleaned.enumerated()
    where !layout.names[index].utf8.elementsEqual(name.utf8) {
      let renamed = FactValue.text(layout.names[index])
      result.append(
        name.isEmpty
          ? Diagnostic(
            .blankHeader, at: place, ["column": .integer(index + 1), "renamed": renamed],
            severity: .warning)
          : Diagnostic(
            .duplicateHeader, at: place, ["header": .text(name), "renamed": renamed],
            severity: .warning))
    }
    return result
  }
}
