import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// Files with one fault each, at every row and column: the faulty record is named with its line, all
/// others are kept, and where a fault leaves a sound record behind, its cells are as written.
///
/// What is expected follows from the fault and the cells around it, not from a reading of the file.
@Suite struct FaultyFileTests {
  @Test func oneFaultIsNamedWithItsLineAndAllOtherRecordsAreKept() throws {
    var random = TestRandom(seed: 20_260_424)
    var tested = 0
    var rows: [FaultKind: Set<Int>] = [:]
    var columns: [FaultKind: Set<Int>] = [:]
    var outcomes: Set<String> = []
    for spelling in Spelling.all {
      let file = FaultFreeFile(spelling, &random)
      for row in file.rows.indices {
        for column in file.rows[row].indices {
          for fault in FaultKind.allCases {
            guard let faulty = fault.applied(to: file.rows[row], at: column) else { continue }
            for sizes in [[1, 2, 3, 7], [64, 4096, 1 << 20]] {
              let size = sizes[random.below(sizes.count)]
              try expect(
                file, row, faulty, "\(fault) at \(row), \(column), chunks of \(size)",
                chunkBytes: size)
            }
            tested += 1
            rows[fault, default: []].insert(row)
            columns[fault, default: []].insert(column)
            outcomes.insert(faulty.code ?? "as written")
          }
        }
      }
    }
    #expect(tested >= 2000)
    for fault in FaultKind.allCases {
      #expect(rows[fault] == Set(0..<FaultFreeFile.height), "\(fault)")
      let first = fault == .delimiterAtEnd ? FaultFreeFile.widths.lowerBound - 1 : 0
      let last = FaultFreeFile.widths.upperBound - (fault == .missingDelimiter ? 2 : 1)
      #expect(columns[fault] == Set(first...last), "\(fault)")
    }
    #expect(
      outcomes == [
        "as written", "bad_bytes", "text_after_quote", "too_few_fields", "too_many_fields",
        "unclosed_quote",
      ])
  }

  private func expect(
    _ file: FaultFreeFile, _ row: Int, _ faulty: FaultyRecord, _ what: String, chunkBytes: Int
  ) throws {
    let spelling = file.spelling
    let names = file.rows[0].indices.map { "列\($0)" }
    var bytes = spelling.bytes(names.joined(separator: ",")) + spelling.lineEnd.utf8
    var rows: [[Value]] = []
    var lines: [Int64] = []
    var line: Int64 = 2
    var faultLine: Int64 = 0
    for (index, cells) in file.rows.enumerated() {
      if index == row {
        bytes += spelling.bytes(faulty.before)
        if let bad = faulty.bad { bytes += spelling.bytes(bad) }
        bytes += spelling.bytes(faulty.after)
        faultLine = line
      } else {
        bytes += spelling.bytes(cells.map { $0.written }.joined(separator: ","))
      }
      bytes += spelling.lineEnd.utf8
      let values = index == row ? faulty.cells : cells.map { $0.text }
      if index != row || faulty.code == nil {
        rows.append(values.map { .text(spelling.text($0)) })
        lines.append(line)
      }
      line += 1 + Int64(cells.filter { $0.text.utf8.contains(10) }.count)
    }
    let temporary = try TemporaryFile(bytes)
    var options = ReadOptions()
    options.encoding = spelling.encoding
    options.delimiter = spelling.delimiter
    options.onBadBytes = .reject
    var reader = try CSVReader(
      files: [temporary.path], options: options, columns: names.map { ScanColumn($0) },
      chunkBytes: chunkBytes)
    let all = try reader.all()
    try #require(all.rows == rows, "\(what): \(String(decoding: bytes, as: UTF8.self))")
    try #require(all.lines == lines, "\(what)")
    try #require(
      all.rejections.map { $0.diagnostic.code } == [faulty.code].compactMap { $0 }, "\(what)")
    try #require(all.rejections.allSatisfy { $0.line == faultLine }, "\(what)")
    try #require(all.account.isClosed)
  }
}

/// How a file of records is written down, which here are spelt with commas.
private struct Spelling {
  let lineEnd: String
  let delimiter: UInt8
  let encoding: String

  /// Every combination.
  static let all = ["\n", "\r\n", "\r"].flatMap { lineEnd in
    [",", "\t", ";"].flatMap { delimiter in
      ["utf-8", "gb18030"].map { encoding in
        Spelling(lineEnd: lineEnd, delimiter: Array(delimiter.utf8)[0], encoding: encoding)
      }
    }
  }

  private var isUTF8: Bool { encoding == "utf-8" }

  func text(_ text: String) -> String {
    text.replacing(",", with: String(Unicode.Scalar(delimiter)))
  }

  func bytes(_ text: String) -> [UInt8] {
    let spelt = self.text(text)
    if isUTF8 { return Array(spelt.utf8) }
    return Array(spelt.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
  }

  /// Bytes that are not of the encoding: none of it at all, or the beginning of a character.
  func bytes(_ bad: FaultyRecord.Bad) -> [UInt8] {
    switch bad {
    case .byte: [0xFF]
    // A first byte of two takes a letter behind it for the second, so there is a space.
    case .cutCharacter: isUTF8 ? [0xE8, 0xAE] : [0xD6, 0x20]
    }
  }
}

/// Records without a fault: every cell has text, and text in quotes begins and ends with a letter.
private struct FaultFreeFile {
  struct Cell {
    var text: String
    var isQuoted: Bool

    var written: String {
      isQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
  }

  static let height = 6
  static let widths = 4...6

  let spelling: Spelling
  let rows: [[Cell]]

  init(_ spelling: Spelling, _ random: inout TestRandom) {
    self.spelling = spelling
    let width = FaultFreeFile.widths.lowerBound + random.below(FaultFreeFile.widths.count)
    let isQuoted = (0..<width).map { _ in random.below(2) == 0 }
    let plain = ["word", "12.50", "中文", "a b", "x=1"]
    let quoted = ["text", "a,b", "甲,乙", "a,b,c", "q q"]
    let wild = ["two\nlines", "a\"b", "z,\"\",z", "甲\r\n乙"]
    rows = (0..<FaultFreeFile.height).map { row in
      isQuoted.enumerated().map { column, isQuoted in
        guard isQuoted else {
          return Cell(text: plain[random.below(plain.count)] + "\(row)\(column)", isQuoted: false)
        }
        // Every second row has cells that only quotes can hold.
        let texts = row % 2 == 0 ? quoted : quoted + wild
        return Cell(text: texts[random.below(texts.count)], isQuoted: true)
      }
    }
  }
}

/// A record with a fault in it, and what must come of it.
private struct FaultyRecord {
  var before: String
  var bad: Bad?
  var after = ""
  /// Why it is refused, or nil where what is left is a sound record.
  var code: String?
  /// Its cells then.
  var cells: [String] = []

  /// What bytes between the two texts are no text.
  enum Bad { case byte, cutCharacter }
}

private enum FaultKind: CaseIterable {
  case missingDelimiter, extraDelimiter, delimiterInside, delimiterAtEnd
  case quoteBefore, quoteInside, quoteBehind, openingQuoteLost, closingQuoteLost
  case cellLost, cellTooMany, badByte, cutCharacter

  /// The record with the fault at a column; nil where that is no fault, or where the record goes over
  /// several lines, whose rest would be records of their own.
  func applied(to cells: [FaultFreeFile.Cell], at column: Int) -> FaultyRecord? {
    if cells.contains(where: { $0.text.contains { "\n\r\"\r\n".contains($0) } }) { return nil }
    var written = cells.map { $0.written }
    let cell = cells[column]
    let raw = written[column]
    let middle = cell.text.index(cell.text.startIndex, offsetBy: 1)
    let hasQuotesBehind = cells[(column + 1)...].contains { $0.isQuoted }
    /// A quote that stays open runs to the next one, in this record or below.
    let open = hasQuotesBehind ? "text_after_quote" : "unclosed_quote"
    func record(_ code: String?) -> FaultyRecord {
      FaultyRecord(before: written.joined(separator: ","), code: code)
    }
    /// The record where one text stands for some cells and is cut at its delimiters.
    func cut(_ text: String, for range: Range<Int>) -> FaultyRecord {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      let values =
        cells[..<range.lowerBound].map { $0.text } + parts
        + cells[range.upperBound...].map { $0.text }
      var result = record(
        values.count == cells.count
          ? nil : values.count < cells.count ? "too_few_fields" : "too_many_fields")
      result.cells = values
      return result
    }
    switch self {
    case .missingDelimiter:
      guard column + 1 < cells.count else { return nil }
      let both = raw + written[column + 1]
      written[column...column + 1] = [both]
      switch (cell.isQuoted, cells[column + 1].isQuoted) {
      case (true, true): return record("too_few_fields")
      case (true, false): return record("text_after_quote")
      default: return cut(both, for: column..<column + 2)
      }
    case .extraDelimiter:
      written[column] = "," + raw
      return record("too_many_fields")
    case .delimiterInside:
      var text = cell.text
      text.insert(",", at: middle)
      written[column] = cell.isQuoted ? "\"\(text)\"" : text
      guard cell.isQuoted else { return record("too_many_fields") }
      var result = record(nil)
      result.cells = cells.map { $0.text }
      result.cells[column] = text
      return result
    case .delimiterAtEnd:
      guard column + 1 == cells.count else { return nil }
      written[column] += ","
      return record("too_many_fields")
    case .quoteBefore:
      written[column] = "\"" + raw
      // Before a quoted cell it makes an empty one, with text behind it.
      return record(cell.isQuoted ? "text_after_quote" : open)
    case .quoteInside:
      var text = cell.text
      text.insert("\"", at: middle)
      written[column] = cell.isQuoted ? "\"\(text)\"" : text
      if cell.isQuoted {
        // Before a delimiter it closes the cell, and a cell more is there.
        return record(cell.text[middle] == "," ? "too_many_fields" : "text_after_quote")
      }
      var result = record(nil)
      result.cells = cells.map { $0.text }
      result.cells[column] = text
      return result
    case .quoteBehind:
      written[column] = raw + "\""
      if cell.isQuoted { return record(open) }
      var result = record(nil)
      result.cells = cells.map { $0.text }
      result.cells[column] += "\""
      return result
    case .openingQuoteLost:
      guard cell.isQuoted else { return nil }
      written[column] = String(raw.dropFirst())
      return cut(written[column], for: column..<column + 1)
    case .closingQuoteLost:
      guard cell.isQuoted else { return nil }
      written[column] = String(raw.dropLast())
      return record(open)
    case .cellLost:
      written.remove(at: column)
      return record("too_few_fields")
    case .cellTooMany:
      written.insert("new", at: column)
      return record("too_many_fields")
    case .badByte, .cutCharacter:
      let before = written[..<column].map { $0 + "," }.joined() + raw.prefix(2)
      let behind = String(raw.dropFirst(2)) + written[(column + 1)...].map { "," + $0 }.joined()
      return FaultyRecord(
        before: before, bad: self == .badByte ? .byte : .cutCharacter, after: behind,
        code: "bad_bytes")
    }
  }
}
