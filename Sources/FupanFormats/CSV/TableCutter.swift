import FupanDiagnostics
import FupanPlan

/// Finds what is no data of the wanted table in a file that has comments, a footer or several
/// tables: in order, chunk after chunk.
///
/// A table ends at a blank or comment line; what stands behind it is the header of the next one.
/// Only files that are declared so pay for it.
struct TableCutter: Sendable {
  /// What a chunk holds beside the records of the wanted table.
  struct Findings {
    var asides: [Aside] = []
    /// The faults that are records of the wanted table.
    var faults: [RecordFault] = []
    /// Where the footer begins.
    var footer: Int?
  }

  private enum Part { case wanted, other }

  private let layout: CSVLayout
  private let options: ReadOptions
  private let file: String
  private let comment: LinePrefix?
  private let footer: LinePrefix?
  private let splitter: FieldSplitter

  private var part = Part.wanted
  /// Whether a blank or comment line stands before the next record.
  private var isAfterGap = false
  private var isAfterComment = false

  /// Nil where a file is nothing but one table.
  init?(_ layout: CSVLayout, _ options: ReadOptions, file: String) {
    comment = LinePrefix(options.comment, in: layout.chunkEncoding)
    footer = LinePrefix(options.footer, in: layout.chunkEncoding)
    let isOne = options.tables == nil || options.tables == .one
    if comment == nil, footer == nil, isOne { return nil }
    self.layout = layout
    self.options = options
    self.file = file
    splitter = FieldSplitter(
      delimiter: layout.delimiter, slotOfField: [], namedWidth: 0, totals: nil,
      maxRecordBytes: Int.max, quoting: Quoting(options), comment: comment)
  }

  /// Looks at the records of a chunk.
  ///
  /// - Parameters:
  ///   - text: whole records, as the file has them.
  ///   - line: the physical line at their start.
  mutating func findings(
    in text: UnsafeBufferPointer<UInt8>, _ faults: [RecordFault], line: Int64
  ) throws(Problems) -> Findings {
    var findings = Findings()
    var end = 0
    var nextFault = faults.startIndex
    for (range, line, isFault) in records(of: text, faults, line: line) {
      if range.lowerBound > end { isAfterGap = true }
      end = range.upperBound
      var fault: RecordFault?
      if isFault {
        fault = faults[nextFault]
        nextFault += 1
      }
      if let footer, footer.begins(text, at: range.lowerBound, quote: options.quote) {
        findings.footer = range.lowerBound
        return findings
      }
      if let comment, !isFault, comment.begins(text, at: range.lowerBound, quote: options.quote) {
        isAfterGap = true
        isAfterComment = true
        if part == .wanted, isAsWide(text, range) {
          var unsure = RecordFault(.commentOrRow, range, at: range.lowerBound)
          unsure.locate(in: text)
          findings.faults.append(unsure)
        } else {
          findings.pass(range)
        }
        continue
      }
      if hasTables, isBlank(text, range) {
        isAfterGap = true
        findings.pass(range)
        continue
      }
      if isAfterGap { try begin(text, range, line: line) }
      isAfterGap = false
      isAfterComment = false
      switch part {
      case .wanted: if let fault { findings.faults.append(fault) }
      case .other: findings.pass(range)
      }
    }
    if end < text.count { isAfterGap = true }
    return findings
  }

  /// How many lines are not blank.
  static func lineCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var lines = 0
    var isBlank = true
    for byte in text {
      if byte == 10 || byte == 13 {
        isBlank = true
      } else if isBlank {
        isBlank = false
        lines += 1
      }
    }
    return lines
  }

  private var hasTables: Bool { options.tables != nil && options.tables != .one }

  /// What the first record after a gap is.
  private mutating func begin(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, line: Int64
  ) throws(Problems) {
    switch options.tables {
    case nil:
      if isAfterComment { throw several(.commentsAmidRows, line: line) }
    case .one: break
    case .number: part = .other
    case .split:
      if isWanted(text, range) { throw several(.severalTables, line: line) }
      part = .other
    case .all:
      if isHeader(text, range) {
        part = .wanted
      } else if isWanted(text, range) {
        throw several(.tablesDiffer, line: line)
      } else {
        part = .other
      }
    }
  }

  private func several(_ message: Message, line: Int64) -> Problems {
    Problems(
      Diagnostic(
        message, at: Place(file: file, line: Int(line), column: 1),
        ["file": .text(file), "first": .integer(Int(layout.headerLine))]))
  }

  /// Whether a record is the header once more.
  private func isHeader(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    layout.headerRecords.first?.elementsEqual(text[text.withoutLineEnd(range)]) ?? false
  }

  /// Whether a record has the wanted headers; all have where none are named.
  private func isWanted(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    if options.headerNames.isEmpty || isHeader(text, range) { return true }
    let cells = Set(self.cells(text, range).map { Array($0.utf8) })
    return options.headerNames.allSatisfy { cells.contains(Array(HeaderName.cleaned($0).utf8)) }
  }

  private func isAsWide(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let width = cells(text, range).count
    return width > 1 && width == layout.headers.count
  }

  private func cells(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [String] {
    let record = DelimitedRecord.read(
      Array(text[range]), from: 0, delimiter: layout.delimiter, quoting: Quoting(options),
      maxRecordBytes: options.maxRecordBytes, atEnd: true)
    return (record?.cells ?? []).map {
      HeaderName.cleaned(layout.chunkEncoding.text($0.bytes).text)
    }
  }

  private func isBlank(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { [layout.delimiter, 0x20, 10, 13].contains(text[$0]) }
  }

  /// Where the records are, faults among them, with their lines.
  private func records(
    of text: UnsafeBufferPointer<UInt8>, _ faults: [RecordFault], line: Int64
  ) -> [(range: Range<Int>, line: Int64, isFault: Bool)] {
    var records: [(range: Range<Int>, line: Int64, isFault: Bool)] = []
    var line = line
    var start = 0
    var rows = LocatedRows(slots: 0, expectedRows: 0)
    var none: [FieldSplitter.Exception] = []
    func add(_ range: Range<Int>) {
      _ = splitter.split(text, in: range, line: line, into: &rows, exceptions: &none) {
        records.append(($0, $1, false))
        return true
      }
      line += Int64(text.lineEndCount(in: range))
    }
    for fault in faults {
      add(start..<fault.range.lowerBound)
      records.append((fault.range, line, true))
      line += Int64(text.lineEndCount(in: fault.range))
      start = fault.range.upperBound
    }
    add(start..<text.count)
    return records
  }
}

extension TableCutter.Findings {
  /// Passes over a record.
  fileprivate mutating func pass(_ range: Range<Int>) {
    if let last = asides.indices.last, asides[last].range.upperBound == range.lowerBound {
      asides[last] = Aside(
        range: asides[last].range.lowerBound..<range.upperBound,
        records: asides[last].records + 1)
    } else {
      asides.append(Aside(range: range, records: 1))
    }
  }
}
