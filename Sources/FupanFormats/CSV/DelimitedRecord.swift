/// One record of delimited text, read byte by byte: for headers and preambles, where speed does not
/// matter. The rules are those of ``RecordCutter``.
struct DelimitedRecord {
  /// A field's text and whether it was in quotes.
  struct Cell: Hashable {
    var bytes: [UInt8]
    var isQuoted: Bool
  }

  var cells: [Cell] = []
  /// The position after the record and its line end; after a fault, after its first line.
  var end = 0
  var fault: RecordFault?

  /// Whether there is nothing on the line.
  var isBlank: Bool {
    fault == nil && cells.count == 1 && !cells[0].isQuoted && cells[0].bytes.isEmpty
  }

  /// The record at `start`, or nil where the bytes end before it does and more may follow.
  static func read(
    _ bytes: [UInt8], from start: Int, delimiter: UInt8, quoting: Quoting = Quoting(),
    maxRecordBytes: Int, atEnd: Bool
  ) -> DelimitedRecord? {
    let quote = quoting.quote
    var record = DelimitedRecord()
    var index = start
    while true {
      var cell: [UInt8] = []
      var isQuoted = false
      let isWrapped =
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: "=") && bytes[index + 1] == quote
      if quoting.hasQuotes, isWrapped || (index < bytes.count && bytes[index] == quote) {
        isQuoted = true
        let open = isWrapped ? index + 1 : index
        var crossesLine = false
        var isClosed = false
        index = open + 1
        while index < bytes.count, index < start + maxRecordBytes {
          let byte = bytes[index]
          if quoting.hasEscape, byte == quoting.escape {
            if index + 1 == bytes.count { break }
            if bytes[index + 1] == lf || bytes[index + 1] == cr { crossesLine = true }
            cell.append(bytes[index + 1])
            index += 2
            continue
          }
          if byte == quote {
            if index + 1 == bytes.count, !atEnd { return nil }
            if index + 1 < bytes.count, bytes[index + 1] == quote {
              cell.append(quote)
              index += 2
              continue
            }
            isClosed = true
            break
          }
          if byte == lf || byte == cr { crossesLine = true }
          cell.append(byte)
          index += 1
        }
        guard isClosed else {
          if !atEnd, bytes.count < start + maxRecordBytes { return nil }
          return faulty(.unclosedQuote, bytes, from: start, at: open, atEnd: atEnd)
        }
        index += 1
        if index < bytes.count, !ends(bytes[index], delimiter) {
          return crossesLine
            ? faulty(.unclosedQuote, bytes, from: start, at: open, atEnd: atEnd)
            : faulty(.textAfterQuote, bytes, from: start, at: index, atEnd: atEnd)
        }
      } else {
        let text = index
        while index < bytes.count, !ends(bytes[index], delimiter) { index += 1 }
        cell = Array(bytes[text..<index])
      }
      record.cells.append(Cell(bytes: cell, isQuoted: isQuoted))
      guard index < bytes.count else {
        record.end = index
        return atEnd ? record : nil
      }
      if bytes[index] == delimiter {
        index += 1
        continue
      }
      guard let end = lineEnd(bytes, at: index, atEnd: atEnd) else { return nil }
      record.end = end
      return record
    }
  }

  /// Whether a byte ends a cell without quotes.
  private static func ends(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == lf || byte == cr
  }

  private static func faulty(
    _ kind: RecordFault.Kind, _ bytes: [UInt8], from start: Int, at position: Int, atEnd: Bool
  ) -> DelimitedRecord? {
    var index = start
    while index < bytes.count, bytes[index] != lf, bytes[index] != cr { index += 1 }
    let end: Int
    if index < bytes.count {
      guard let found = lineEnd(bytes, at: index, atEnd: atEnd) else { return nil }
      end = found
    } else {
      guard atEnd else { return nil }
      end = index
    }
    var record = DelimitedRecord()
    record.end = end
    record.fault = RecordFault(kind, start..<end, at: position)
    return record
  }

  /// The position after the line end at `index`, or nil where a CR may be half of one.
  private static func lineEnd(_ bytes: [UInt8], at index: Int, atEnd: Bool) -> Int? {
    guard bytes[index] == lf || index + 1 < bytes.count || atEnd else { return nil }
    return bytes.end(ofLineEndAt: index)
  }

  private static let lf = UInt8(ascii: "\n")
  private static let cr = UInt8(ascii: "\r")
}
