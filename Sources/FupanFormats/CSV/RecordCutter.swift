/// Finds where the records of delimited text end, and which records are none.
///
/// It defines what a record is:
/// * a field that starts with `"` or `="` (or another declared quote) ends at the first undoubled `"`, after which a delimiter,
///   a line end or the end of the file must follow;
/// * in any other field `"` is a character; LF, CRLF and CR end a line; nothing is trimmed;
/// * a quoted field that crosses a line end and then breaks the first rule, is open at the end of
///   the file or reaches beyond the largest record is an unclosed quote.
///
/// Lines that begin as comments do are records as they stand, quotes and all.
///
/// After a fault, reading resumes at the physical line after the record's first line.
///
/// It is fed a buffer that starts at a border and grows; results do not depend on how it grows:
///
///     let border = cutter.cut(buffer, atEnd: false)
///     let faults = cutter.takeFaults(before: border)
///     buffer.removeFirst(border)
///     cutter.rebase(by: border)
///
/// Positions are those in the buffer. Clean text goes by ``cutClean(_:)``; elsewhere it jumps from
/// quote to quote, so text with few quotes costs a `memchr`. It works on UTF-8 and on GB18030 alike as long as the delimiter is below 0x30, because no
/// byte inside a character of theirs is a quote, a line end or such a delimiter.
package struct RecordCutter: Sendable {
  package let delimiter: UInt8
  package let maxRecordBytes: Int
  private let quoting: Quoting
  private let quote: UInt8
  private let comment: LinePrefix?
  /// How clean records are found many bytes at a time; nil finds each by the rules here.
  private let scanning: ScanInstructions?

  private enum Mode { case unquoted, quoted, skipping }

  private var mode = Mode.unquoted
  /// Everything before has been looked at.
  private var scanned = 0
  /// Where unquoted text began: after the last closing quote or the last fault.
  private var gapStart = 0
  /// The start of the record that is being read, known while in a quoted field.
  private var recordStart = 0
  private var quoteOpen = 0
  private var faults: [RecordFault] = []

  init(
    delimiter: UInt8, quoting: Quoting = Quoting(), comment: LinePrefix? = nil,
    maxRecordBytes: Int, scanning: ScanInstructions? = .best
  ) {
    self.delimiter = delimiter
    self.quoting = quoting
    quote = quoting.quote
    self.comment = comment
    self.scanning = scanning
    self.maxRecordBytes = maxRecordBytes
  }

  /// Looks at what is new in `bytes` and returns the last position known to be a record's border.
  package mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> Int {
    while true {
      switch mode {
      case .unquoted:
        guard quoting.hasQuotes,
          let quote = bytes.firstIndex(of: self.quote, in: scanned..<bytes.count)
        else {
          scanned = bytes.count
          return lastBorder(bytes, before: bytes.count, atEnd: atEnd)
        }
        scanned = quote + 1
        if opensField(quote, bytes) {
          recordStart = lastLineEnd(bytes, before: quote) ?? recordStart
          if let comment, comment.begins(bytes, at: recordStart) { continue }
          quoteOpen = quote
          mode = .quoted
        }
      case .quoted:
        let limit = recordStart + maxRecordBytes
        let end = min(bytes.count, limit)
        guard scanned < end,
          let quote = nearQuote(bytes, in: scanned..<end)
        else {
          if bytes.count >= limit || atEnd {
            fail(.unclosedQuote, at: quoteOpen, bytes)
            continue
          }
          scanned = max(scanned, bytes.count)
          return recordStart
        }
        if quoting.hasEscape, let base = bytes.baseAddress,
          quoting.isEscaped(quote, from: quoteOpen + 1, in: base)
        {
          scanned = quote + 1
          continue
        }
        guard quote + 1 < bytes.count else {
          guard atEnd else {
            scanned = quote
            return recordStart
          }
          gapStart = bytes.count
          scanned = bytes.count
          mode = .unquoted
          continue
        }
        let next = bytes[quote + 1]
        if next == self.quote {
          scanned = quote + 2
        } else if next == delimiter || next == Self.lf || next == Self.cr {
          scanned = quote + 1
          gapStart = quote + 1
          mode = .unquoted
          // Where every cell is quoted, the next one opens right away.
          if next == delimiter, quote + 2 < bytes.count, bytes[quote + 2] == self.quote {
            quoteOpen = quote + 2
            scanned = quote + 3
            mode = .quoted
          }
        } else {
          let crossesLine = bytes.firstLineEnd(in: quoteOpen..<quote) != nil
          if crossesLine {
            fail(.unclosedQuote, at: quoteOpen, bytes)
          } else {
            fail(.textAfterQuote, at: quote + 1, bytes)
          }
        }
      case .skipping:
        guard let lineEnd = bytes.firstLineEnd(in: scanned..<bytes.count),
          atEnd || bytes[lineEnd] == Self.lf || lineEnd + 1 < bytes.count
        else {
          guard atEnd else {
            // A CR at the very end may be half of a line end.
            scanned = max(recordStart, bytes.count - 1)
            return recordStart
          }
          resume(at: bytes.count)
          continue
        }
        resume(at: bytes.end(ofLineEndAt: lineEnd))
      }
    }
  }

  /// Looks at a whole buffer in which every record is clean, many bytes at a time: the last position
  /// known to be a record's border, and how many physical lines stand before it.
  ///
  /// Nil where that is for ``cut(_:atEnd:)`` to find; nothing has changed then.
  package mutating func cutClean(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (border: Int, lines: Int)? {
    guard let scanning, mode == .unquoted, recordStart == 0, comment == nil, !quoting.hasEscape,
      faults.isEmpty, bytes.count <= maxRecordBytes,
      let found = FieldScan.lastBorder(bytes, delimiter: delimiter, quoting, scanning)
    else { return nil }
    scanned = found.border
    gapStart = found.border
    recordStart = found.border
    return found
  }

  /// The faults whose lines end at or before a border, in order; each is handed out once.
  package mutating func takeFaults(before border: Int) -> [RecordFault] {
    let count = faults.firstIndex { $0.range.upperBound > border } ?? faults.count
    let taken = Array(faults[..<count])
    faults.removeFirst(count)
    return taken
  }

  /// Tells that the buffer lost its first `count` bytes.
  package mutating func rebase(by count: Int) {
    scanned -= count
    gapStart -= count
    recordStart = max(0, recordStart - count)
    quoteOpen -= count
    for index in faults.indices {
      let range = faults[index].range
      let end = range.upperBound == .max ? Int.max : range.upperBound - count
      faults[index].range = range.lowerBound - count..<end
      faults[index].position -= count
    }
    if gapStart < 0 { gapStart = 0 }
  }

  private mutating func fail(
    _ kind: RecordFault.Kind, at position: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    // The end of the line is filled in when it is found.
    var fault = RecordFault(kind, recordStart..<Int.max, at: position)
    fault.locate(in: bytes)
    faults.append(fault)
    mode = .skipping
    scanned = recordStart
  }

  private mutating func resume(at position: Int) {
    if let last = faults.indices.last {
      faults[last].range = faults[last].range.lowerBound..<position
    }
    recordStart = position
    gapStart = position
    scanned = position
    mode = .unquoted
  }

  private func opensField(_ quote: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = quote
    if start > 0, bytes[start - 1] == UInt8(ascii: "=") { start -= 1 }
    return isFieldStart(start, bytes) || isFieldStart(quote, bytes)
  }

  private func isFieldStart(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index > gapStart else { return index == gapStart && startsAtGap(index, bytes) }
    let before = bytes[index - 1]
    return before == delimiter || before == Self.lf || before == Self.cr
  }

  /// Unquoted text starts at a record's start (of the buffer, or after a fault), or at the
  /// delimiter or line end after a closing quote, which is never a quote itself.
  private func startsAtGap(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    index == 0 || bytes[index - 1] == Self.lf || bytes[index - 1] == Self.cr
  }

  /// The first quote in a range; cells are short, so a few bytes are looked at before a search that
  /// costs a call.
  @inline(__always)
  private func nearQuote(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Int? {
    let near = min(range.lowerBound + 16, range.upperBound)
    var index = range.lowerBound
    while index < near {
      if bytes[index] == quote { return index }
      index += 1
    }
    return bytes.firstIndex(of: quote, in: near..<range.upperBound)
  }

  private func lastBorder(
    _ bytes: UnsafeBufferPointer<UInt8>, before end: Int, atEnd: Bool
  ) -> Int {
    if atEnd { return end }
    var usable = end
    // A CR at the very end may be half of a line end.
    if usable > gapStart, bytes[usable - 1] == Self.cr { usable -= 1 }
    return lastLineEnd(bytes, before: usable) ?? recordStart
  }

  /// The position after the last line end in the unquoted text before `end`, or nil.
  private func lastLineEnd(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    var index = end
    while index > gapStart {
      let byte = bytes[index - 1]
      if byte == Self.lf || byte == Self.cr { return index }
      index -= 1
    }
    return nil
  }

  private static let lf = UInt8(ascii: "\n")
  private static let cr = UInt8(ascii: "\r")
}
