/// Delimited text read by the letter of the rules, one byte after the other: the judge of the reader.
struct ReferenceRecords {
  enum Record: Equatable {
    /// Cells, nil where missing.
    case row([[UInt8]?], line: Int)
    case textAfterQuote(line: Int, at: Place)
    case unclosedQuote(line: Int, at: Place)
  }

  struct Place: Equatable {
    var line: Int
    var column: Int
  }

  private let text: [UInt8]
  private let limit: Int
  private(set) var records: [Record] = []

  init(_ text: [UInt8], maxRecordBytes: Int = 1 << 24) {
    self.text = text
    limit = maxRecordBytes
    var start = 0
    while start < text.count { start = read(start) }
  }

  private func isLineEnd(_ index: Int) -> Bool {
    index < text.count && (text[index] == 10 || text[index] == 13)
  }

  private func afterLineEnd(_ index: Int) -> Int {
    text[index] == 13 && index + 1 < text.count && text[index + 1] == 10 ? index + 2 : index + 1
  }

  private func line(of position: Int) -> Int {
    var line = 1
    var index = 0
    while index < position {
      if isLineEnd(index) {
        index = afterLineEnd(index)
        if index <= position { line += 1 }
      } else {
        index += 1
      }
    }
    return line
  }

  private func place(of position: Int) -> Place {
    var start = 0
    var index = 0
    while index < position {
      if isLineEnd(index) {
        index = afterLineEnd(index)
        if index <= position { start = index }
      } else {
        index += 1
      }
    }
    let characters = text[start..<position].filter { $0 & 0xC0 != 0x80 }.count
    return Place(line: line(of: position), column: characters + 1)
  }

  private func nextLine(after start: Int) -> Int {
    var index = start
    while index < text.count, !isLineEnd(index) { index += 1 }
    return index < text.count ? afterLineEnd(index) : index
  }

  private mutating func read(_ start: Int) -> Int {
    if isLineEnd(start) { return afterLineEnd(start) }
    var cells: [[UInt8]?] = []
    var index = start
    while true {
      let isQuoted = index < text.count && text[index] == 0x22
      let isWrapped = index + 1 < text.count && text[index] == 0x3D && text[index + 1] == 0x22
      guard isQuoted || isWrapped else {
        var cell: [UInt8] = []
        while index < text.count, !isLineEnd(index), text[index] != 0x2C {
          cell.append(text[index])
          index += 1
        }
        cells.append(cell.isEmpty ? nil : cell)
        if index == text.count { break }
        if isLineEnd(index) {
          index = afterLineEnd(index)
          break
        }
        index += 1
        continue
      }
      let open = isQuoted ? index : index + 1
      var cell: [UInt8] = []
      var close: Int?
      index = open + 1
      while index < text.count, index < start + limit {
        if text[index] == 0x22 {
          if index + 1 < text.count, text[index + 1] == 0x22 {
            cell.append(0x22)
            index += 2
            continue
          }
          close = index
          break
        }
        cell.append(text[index])
        index += 1
      }
      guard let close else {
        records.append(.unclosedQuote(line: line(of: start), at: place(of: open)))
        return nextLine(after: start)
      }
      index = close + 1
      cells.append(cell)
      if index == text.count { break }
      if isLineEnd(index) {
        index = afterLineEnd(index)
        break
      }
      if text[index] == 0x2C {
        index += 1
        continue
      }
      if text[open...close].contains(10) || text[open...close].contains(13) {
        records.append(.unclosedQuote(line: line(of: start), at: place(of: open)))
      } else {
        records.append(.textAfterQuote(line: line(of: start), at: place(of: index)))
      }
      return nextLine(after: start)
    }
    records.append(.row(cells, line: line(of: start)))
    return index
  }
}
