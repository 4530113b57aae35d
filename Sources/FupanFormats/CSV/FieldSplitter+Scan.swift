import CScanner

extension FieldSplitter {
  /// Whether ordinary records may be found by a scan: where there are escapes, comments or columns
  /// without a name, each record needs the rules.
  var mayScan: Bool {
    !quoting.hasEscape && comment == nil && !slotOfField.isEmpty
      && namedWidth == slotOfField.count
  }

  /// Splits clean records from a position on, as many as follow each other.
  ///
  /// It stops where the next record is not clean, is longer than a piece or ends with the text.
  func splitClean(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Position, _ scan: inout FieldScan,
    into rows: inout LocatedRows, exceptions: inout [Exception]
  ) {
    guard let base = text.baseAddress else { return }
    while position.index < position.end {
      let start = position.index
      let count = min(FieldScan.pieceBytes, position.end - start)
      let isClean = scan.locate(base + start, count: count, delimiter: delimiter, quoting)
      guard scan.fields.end_count > 0 else { return }
      splitPiece(text, base, &position, scan.fields, into: &rows, exceptions: &exceptions)
      if !isClean { return }
    }
  }

  /// Splits the records of a piece of text that starts at a position.
  private func splitPiece(
    _ text: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, _ position: inout Position,
    _ found: fupan_scan_fields, into rows: inout LocatedRows, exceptions: inout [Exception]
  ) {
    let start = position.index
    let piece = base + start
    let width = slotOfField.count
    let quote = quoting.hasQuotes ? Int(quoting.quote) : -1
    let separators = found.separators
    let feeds = found.quoted_feeds
    let maxRecordBytes = maxRecordBytes
    let wanted = wantedFields
    let isLooking = totals != nil
    var feed = 0
    var first = 0
    var records = 0
    var line = position.line
    wanted.withUnsafeBufferPointer { wanted in
      for ending in 0..<found.end_count {
        let last = Int(found.ends[ending])
        let recordStart = Int(separators[first - 1] &+ 1)
        let lineEnd = separators[last]
        let hasReturn = Int(lineEnd) > recordStart && piece[Int(lineEnd) &- 1] == 13
        let contentEnd = hasReturn ? lineEnd &- 1 : lineEnd
        let recordLine = line
        line &+= 1
        while feed < found.quoted_feed_count, feeds[feed] < lineEnd {
          feed &+= 1
          line &+= 1
        }
        if Int(contentEnd) > recordStart {
          // For the time being the last field ends where its content does.
          separators[last] = contentEnd
          let fields = FieldsOfRecord(
            separators: separators + (first - 1), piece: piece, offset: start, quote: quote)
          let isOrdinary: Bool
          if last &- first &+ 1 == width, Int(lineEnd) &- recordStart < maxRecordBytes {
            let firstFilled = fields[0]
            isOrdinary =
              LocatedRows.length(firstFilled) > 0
              && !headers.mayContain(firstFilled, piece[recordStart])
              && !(isLooking && mayBeTotal(firstFilled, base, fields, width))
          } else {
            isOrdinary = false
          }
          if isOrdinary {
            records &+= 1
            let row = rows.nextRow()
            for want in wanted { row[want.slot] = fields[want.field] }
            rows.keepRow(line: recordLine)
          } else {
            var one = Position(
              index: start + recordStart, end: position.end, line: recordLine)
            splitRecord(text, base, &one, into: &rows, exceptions: &exceptions, refusing: nil)
            records += one.records
          }
          separators[last] = lineEnd
        }
        first = last &+ 1
      }
    }
    position.index = start + Int(separators[first - 1]) + 1
    position.line = line
    position.records += records
  }

  /// The fields that have a slot, in order.
  private var wantedFields: [(field: Int, slot: Int)] {
    slotOfField.enumerated().filter { $1 >= 0 }.map { ($0, Int($1)) }
  }

  /// Whether one of the first two filled cells may be a total's label.
  @inline(__always)
  private func mayBeTotal(
    _ first: LocatedRows.Location, _ base: UnsafePointer<UInt8>, _ fields: FieldsOfRecord,
    _ width: Int
  ) -> Bool {
    guard let totals else { return false }
    if totals.match(first, in: base) { return true }
    var field = 1
    while field < width {
      let second = fields[field]
      if LocatedRows.length(second) > 0 { return totals.match(second, in: base) }
      field &+= 1
    }
    return false
  }
}

/// The fields of one record by the separators around them.
private struct FieldsOfRecord {
  /// The separator before the first field, and those behind each.
  let separators: UnsafePointer<UInt32>
  /// Where separators are counted from.
  let piece: UnsafePointer<UInt8>
  /// Where that is in the text.
  let offset: Int
  /// -1 where there are no quotes.
  let quote: Int

  /// The place of a field in the text, its quotes left out.
  @inline(__always)
  subscript(_ field: Int) -> LocatedRows.Location {
    let from = separators[field] &+ 1
    let length = separators[field &+ 1] &- from
    if length == 0 { return 0 }
    let byte = Int(piece[Int(from)])
    if byte == quote || byte == 0x3D { return quoted(from, length) }
    return LocatedRows.Location(truncatingIfNeeded: offset &+ Int(from))
      | LocatedRows.Location(length) &<< 32
  }

  /// The place of a field that starts with a quote or with `=`.
  private func quoted(_ from: UInt32, _ length: UInt32) -> LocatedRows.Location {
    let (from, length) = (Int(from), Int(length))
    let isWrapped = Int(piece[from]) != quote
    guard !isWrapped || length > 1 && Int(piece[from + 1]) == quote else {
      return LocatedRows.location(start: offset + from, length: length, flags: 0)
    }
    let start = from + (isWrapped ? 2 : 1)
    let end = from + length - 1
    let isEscaped =
      UnsafeBufferPointer(start: piece, count: end).firstIndex(
        of: UInt8(truncatingIfNeeded: quote), in: start..<end) != nil
    return LocatedRows.location(
      start: offset + start, length: end - start,
      flags: LocatedRows.isQuoted | (isEscaped ? LocatedRows.isEscaped : 0))
  }
}
