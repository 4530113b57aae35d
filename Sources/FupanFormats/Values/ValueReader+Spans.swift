import FupanData
import FupanPlan

extension ValueReader {
  /// Spans of time (`2026-06-20 11:00 - 2026-06-20 12:00`) as their starts, and as companion their
  /// ends; a cell with one time only has no end.
  func spans(_ column: TextColumn) -> Result {
    var starts = TextAppender(rows: column.count, bytes: column.bytes.count)
    var ends = TextAppender(rows: column.count, bytes: column.bytes.count)
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        guard column.isValid(row) else {
          starts.appendMissing()
          ends.appendMissing()
          continue
        }
        let cell = ValueReader.trim(UnsafeBufferPointer(rebasing: bytes[column.range(row)]))
        guard let span = ValueReader.span(cell) else {
          starts.append(cell)
          ends.appendMissing()
          continue
        }
        span.start.withUnsafeBufferPointer { starts.append($0) }
        span.end.withUnsafeBufferPointer { ends.append($0) }
      }
    }
    var result = read(starts.finish())
    let end = read(ends.finish())
    let known = Set(result.failures.map { $0.row })
    result.failures += end.failures.filter { !known.contains($0.row) }
    result.tally = result.tally + end.tally
    let failed = Set(result.failures.map { $0.row })
    for row in 0..<column.count where !failed.contains(row) {
      if let start = ValueReader.time(result.column, row),
        let end = ValueReader.time(end.column, row),
        end < start
      {
        result.failures.append(ValueFailure(row: row, message: .spanReversed))
      }
    }
    result.failures.sort { $0.row < $1.row }
    var finish = end.column
    if !result.failures.isEmpty {
      let failed = Set(result.failures.map { $0.row })
      result.column = ValueReader.without(failed, result.column)
      finish = ValueReader.without(failed, finish)
    }
    result.companions = [finish]
    return result
  }

  private static func time(_ column: Column, _ row: Int) -> Int64? {
    guard column.isValid(row) else { return nil }
    switch column {
    case .date(let days): return Int64(days.values[row])
    case .timestamp(let instants): return instants.values[row]
    default: return nil
    }
  }

  /// The two ends of a span, or nil where the cell is one time. An end without a day (`12:00`) is of
  /// the start's.
  private static func span(
    _ cell: UnsafeBufferPointer<UInt8>
  ) -> (start: [UInt8], end: [UInt8])? {
    guard cell.count <= 128 else { return nil }
    let text = PlainCell.with(cell) { Array($0) }
    for mark in [" - ", " – ", " — ", "~", "〜", "至", "→", " to "] {
      if let found = parts(text, at: Array(mark.utf8)) { return found }
    }
    // `11:00-12:00`, and the one hyphen between days with other separators.
    let hyphens = text.indices.filter { text[$0] == UInt8(ascii: "-") }
    let between = hyphens.filter { place in
      let after = text[(place + 1)...]
      let clock = after.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") }
      return clock.count == after.count && clock.contains(UInt8(ascii: ":"))
    }
    if between.count == 1 || hyphens.count == 1, let place = between.first ?? hyphens.first {
      return parts(text, from: place, to: place + 1)
    }
    return nil
  }

  private static func parts(_ text: [UInt8], at mark: [UInt8]) -> (start: [UInt8], end: [UInt8])? {
    guard text.count > mark.count + 1 else { return nil }
    for place in 1..<text.count - mark.count where text[place...].starts(with: mark) {
      return parts(text, from: place, to: place + mark.count)
    }
    return nil
  }

  private static func parts(
    _ text: [UInt8], from place: Int, to next: Int
  ) -> (start: [UInt8], end: [UInt8])? {
    let start = trimmed(text[..<place])
    var end = trimmed(text[next...])
    guard !start.isEmpty, !end.isEmpty else { return nil }
    let isClock = end.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":") }
    if isClock, end.contains(UInt8(ascii: ":")),
      let space = start.firstIndex(where: { $0 == 0x20 || $0 == UInt8(ascii: "T") })
    {
      end = Array(start[...space]) + end
    }
    return (start, end)
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let first = text.first, first == 0x20 { text = text.dropFirst() }
    while let last = text.last, last == 0x20 { text = text.dropLast() }
    return Array(text)
  }
}
