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
    let end = position.end
    let width = slotOfField.count
    let quote = quoting.hasQuotes ? Int(quoting.quote) : -1
    let separators = UnsafePointer(found.separators)
    let feeds = UnsafePointer(found.quoted_feeds)
    let maxRecordBytes = maxRecordBytes
    let wanted = wantedFields
    let isLooking = totals != nil
    var feed = 0
    var first = 0
    var records = 0
    var line = position.line
    var recordStart = start
    for ending in 0..<found.end_count {
      let last = Int(found.ends[ending])
      let lineEnd = start + Int(separators[last])
      let next = lineEnd + 1
      let contentEnd = lineEnd > recordStart && base[lineEnd - 1] == 13 ? lineEnd - 1 : lineEnd
      let recordLine = line
      line += 1
      while feed < found.quoted_feed_count, Int(feeds[feed]) + start < lineEnd {
        feed += 1
        line += 1
      }
      defer {
        recordStart = next
        first = last + 1
      }
      if contentEnd == recordStart { continue }
      /// The field at a place among the separators.
      func location(_ field: Int) -> LocatedRows.Location {
        let from = field == 0 ? recordStart : start + Int(separators[first + field - 1]) + 1
        let to = first + field == last ? contentEnd : start + Int(separators[first + field])
        return FieldSplitter.location(base, from, to, quote: quote)
      }
      let isOrdinary: Bool
      if last - first + 1 == width, next - recordStart <= maxRecordBytes {
        let firstFilled = location(0)
        isOrdinary =
          LocatedRows.length(firstFilled) > 0
          && !headers.mayContain(firstFilled, base[recordStart])
          && !(isLooking && mayBeTotal(firstFilled, base, fields: width, location))
      } else {
        isOrdinary = false
      }
      guard isOrdinary else {
        var one = Position(index: recordStart, end: end, line: recordLine)
        splitRecord(text, base, &one, into: &rows, exceptions: &exceptions, refusing: nil)
        records += one.records
        continue
      }
      records += 1
      let row = rows.nextRow()
      wanted.withUnsafeBufferPointer { wanted in
        for want in wanted { row[want.slot] = location(want.field) }
      }
      rows.keepRow(line: recordLine)
    }
    position.index = recordStart
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
    _ first: LocatedRows.Location, _ base: UnsafePointer<UInt8>, fields: Int,
    _ location: (Int) -> LocatedRows.Location
  ) -> Bool {
    guard let totals else { return false }
    if totals.match(first, in: base) { return true }
    var field = 1
    while field < fields {
      let second = location(field)
      if LocatedRows.length(second) > 0 { return totals.match(second, in: base) }
      field += 1
    }
    return false
  }

  /// The place of a field that stands between two separators, its quotes left out.
  @inline(__always)
  private static func location(
    _ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int, quote: Int
  ) -> LocatedRows.Location {
    guard from < to else { return 0 }
    let byte = base[from]
    guard Int(byte) == quote || byte == 0x3D && from + 1 < to && Int(base[from + 1]) == quote
    else { return LocatedRows.location(start: from, length: to - from, flags: 0) }
    let start = from + (Int(byte) == quote ? 1 : 2)
    let length = to - 1 - start
    let isEscaped =
      UnsafeBufferPointer(start: base, count: to).firstIndex(
        of: UInt8(truncatingIfNeeded: quote), in: start..<start + length) != nil
    return LocatedRows.location(
      start: start, length: length,
      flags: LocatedRows.isQuoted | (isEscaped ? LocatedRows.isEscaped : 0))
  }
}
