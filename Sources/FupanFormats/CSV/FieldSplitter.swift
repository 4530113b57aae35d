/// Splits clean records into fields and says where the wanted ones are.
///
/// The records were found sound by ``RecordCutter``: a quoted field closes and a delimiter, a line
/// end or the end of the text follows. Ordinary ones are found by ``FieldScan``, all others by the
/// rules as they are written here.
struct FieldSplitter {
  /// What a record was found to be.
  enum Finding {
    case row
    case total
    case repeatedHeader
    case tooFewFields(Int)
    /// A value in a field that has no name, at this position from 1.
    case unnamedField(Int)
    case tooManyFields(Int)
    case tooLong
  }

  /// A record that is no row: what is wrong or special and where it is in the text.
  struct Exception {
    var finding: Finding
    var range: Range<Int>
    var line: Int64
  }

  let delimiter: UInt8
  /// The slot of each field of the file, -1 where nobody wants it.
  let slotOfField: [Int32]
  /// Fields that the header names; a row may lack the unnamed ones behind them.
  let namedWidth: Int
  let totals: TotalRowLabels?
  let maxRecordBytes: Int
  var quoting = Quoting()
  /// The header's rows; a record of the same bytes repeats one of them. Empty where that may be data.
  var headers = HeaderRepeats()
  /// Lines that begin so end at their first line end, whatever quotes are in them.
  var comment: LinePrefix?
  /// Whether absent fields and empty ones too many are accepted.
  var isPadding = false
  /// How clean records are found many bytes at a time; nil finds each by the rules here, which say
  /// the same.
  var scanning: ScanInstructions? = .best

  /// Splits the records in a range of the text.
  ///
  /// - Parameters:
  ///   - line: the physical line at the range's start.
  ///   - isRefused: says of a record's range whether it must not become a row; it then counts as
  ///     handled by the caller.
  /// - Returns: how many records there were, blank lines not counted.
  func split(
    _ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>, line firstLine: Int64,
    into rows: inout LocatedRows, exceptions: inout [Exception],
    refusing isRefused: ((Range<Int>, Int64) -> Bool)?
  ) -> Int {
    guard let base = text.baseAddress, !range.isEmpty else { return 0 }
    var position = Position(index: range.lowerBound, end: range.upperBound, line: firstLine)
    if isRefused == nil, let scanning, mayScan {
      var scan = FieldScan(scanning)
      while position.index < position.end {
        splitClean(text, &position, &scan, into: &rows, exceptions: &exceptions)
        guard position.index < position.end else { break }
        splitRecord(text, base, &position, into: &rows, exceptions: &exceptions, refusing: nil)
      }
    } else {
      while position.index < position.end {
        splitRecord(
          text, base, &position, into: &rows, exceptions: &exceptions, refusing: isRefused)
      }
    }
    return position.records
  }

  /// How far the records of a range are split.
  struct Position {
    var index: Int
    let end: Int
    /// The physical line at `index`.
    var line: Int64
    var records = 0
  }

  /// Splits the record or skips the blank line at a position.
  func splitRecord(
    _ text: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, _ position: inout Position,
    into rows: inout LocatedRows, exceptions: inout [Exception],
    refusing isRefused: ((Range<Int>, Int64) -> Bool)?
  ) {
    let end = position.end
    var index = position.index
    var line = position.line
    defer {
      position.index = index
      position.line = line
    }
    let width = slotOfField.count
    let splitsAt = delimiter
    let quote = quoting.quote
    let hasQuotes = quoting.hasQuotes
    let first = base[index]
    if first == 10 || first == 13 {
      index += first == 13 && index + 1 < end && base[index + 1] == 10 ? 2 : 1
      line += 1
      return
    }
    let recordStart = index
    let recordLine = line
    if let comment, comment.begins(text, at: index) {
      let lineEnd = text.firstLineEnd(in: index..<end) ?? end
      index = lineEnd
      if index < end {
        index += base[index] == 13 && index + 1 < end && base[index + 1] == 10 ? 2 : 1
        line += 1
      }
      position.records += 1
      _ = isRefused?(recordStart..<index, recordLine)
      return
    }
    let row = rows.nextRow()
    var field = 0
    var firstFilled = LocatedRows.Location(0)
    var secondFilled = LocatedRows.Location(0)
    var firstField = 0
    var filled = 0
    var lastFilled = -1
    var contentEnd = index
    while true {
      var start = index
      var flags: LocatedRows.Location = 0
      let byte = index < end ? base[index] : 0
      let length: Int
      let isQuote =
        byte == quote || byte == 0x3D && index + 1 < end && base[index + 1] == quote
      if isQuote, hasQuotes {
        flags = LocatedRows.isQuoted
        start = index + (byte == quote ? 1 : 2)
        index = start
        while true {
          index = FieldSplitter.scan(base, index, end, quote)
          guard index < end else { break }
          let found = base[index]
          if found == quote {
            if quoting.isEscaped(index, from: start, in: base) {
              index += 1
              continue
            }
            guard index + 1 < end, base[index + 1] == quote else { break }
            flags |= LocatedRows.isEscaped
            index += 2
          } else {
            if found == 10 || found == 13 && !(index + 1 < end && base[index + 1] == 10) {
              line += 1
            }
            index += 1
          }
        }
        length = index - start
        if quoting.hasEscape, text.firstIndex(of: quoting.escape, in: start..<index) != nil {
          flags |= LocatedRows.isEscaped
        }
        index = min(index + 1, end)
      } else {
        while true {
          index = FieldSplitter.scan(base, index, end, splitsAt)
          guard index < end else { break }
          let found = base[index]
          if found == splitsAt || found == 10 || found == 13 { break }
          index += 1
        }
        length = index - start
      }
      if length > 0 || flags != 0 {
        let location = LocatedRows.location(start: start, length: length, flags: flags)
        if length > 0 {
          if filled == 0 {
            firstFilled = location
            firstField = field
          } else if filled == 1 {
            secondFilled = location
          }
          filled += 1
          lastFilled = field
        }
        if field < width {
          let slot = slotOfField[field]
          if slot >= 0 { row[Int(slot)] = location }
        }
      }
      contentEnd = index
      guard index < end else { break }
      let ending = base[index]
      index += 1
      if ending == splitsAt {
        field += 1
        continue
      }
      if ending == 13, index < end, base[index] == 10 { index += 1 }
      line += 1
      break
    }
    position.records += 1
    if let isRefused, isRefused(recordStart..<index, recordLine) { return }
    let finding: Finding
    if index - recordStart > maxRecordBytes {
      finding = .tooLong
    } else if headers.mayContain(firstFilled, first),
      headers.contains(text, recordStart..<contentEnd, firstFilled)
    {
      finding = .repeatedHeader
    } else if let totals, filled > (totals.isGuess ? 1 : 0),
      totals.match(firstFilled, in: base) || filled > 1 && totals.match(secondFilled, in: base)
        || firstField > 0 && !totals.isGuess
          && TotalRowLabels.areNumbers(text, recordStart..<contentEnd)
    {
      finding = .total
    } else if lastFilled >= namedWidth, field + 1 <= width {
      finding = .unnamedField(lastFilled + 1)
    } else if lastFilled >= namedWidth || field + 1 > width && !isPadding {
      finding = .tooManyFields(field + 1)
    } else if field + 1 < namedWidth && !isPadding {
      finding = .tooFewFields(field + 1)
    } else {
      rows.keepRow(line: recordLine)
      if field + 1 > width || field + 1 < namedWidth { rows.padded += 1 }
      return
    }
    exceptions.append(
      Exception(finding: finding, range: recordStart..<contentEnd, line: recordLine))
  }

  /// The first position from `index` on with `wanted` or a byte below 0x0E, or `end`.
  ///
  /// Such a byte is the caller's to look at: a line end, or a tab that is nothing special.
  @inline(__always)
  private static func scan(
    _ base: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ wanted: UInt8
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let pattern = ones &* UInt64(wanted)
    var index = index
    while index &+ 8 <= end {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let differing = word ^ pattern
      let equal = (differing &- ones) & ~differing
      let control = (word &- (ones &* 0x0E)) & ~word
      let found = (equal | control) & highs
      // Borrows make only bytes after the first hit unreliable.
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < end {
      let byte = base[index]
      if byte == wanted || byte < 0x0E { return index }
      index &+= 1
    }
    return end
  }
}
