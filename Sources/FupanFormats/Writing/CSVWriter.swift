import CLibCSV
import FupanData
import FupanDiagnostics
import FupanPlan

/// Writes RFC 4180: text in quotes only where it must be, empty text as `""`, a missing value as
/// nothing.
///
/// For machines: UTF-8 without a mark, lines end in LF, every cell as it is. For people's
/// spreadsheets: a byte order mark, CRLF, and `'` before text that would run as a formula
/// (OWASP, CSV Injection); numbers stay numbers, and instants are civil times where a zone is given.
///
/// A row of a single column whose value is missing is written as `""`, since an empty line is no
/// row.
package struct CSVWriter: TableWriter {
  /// How many cells a guard was put before.
  package private(set) var guardedCells = 0
  package private(set) var sink: any ByteSink

  private let schema: Schema
  private let isForSpreadsheets: Bool
  private let zone: TimeZoneRules?
  private let delimiter: UInt8
  private var hasBegun = false

  package init(
    _ schema: Schema, to sink: any ByteSink, options: WriteOptions = WriteOptions(),
    delimiter: UInt8 = UInt8(ascii: ",")
  ) {
    self.schema = schema
    self.sink = sink
    self.delimiter = delimiter
    isForSpreadsheets = options.isForSpreadsheets
    zone = options.zone
  }

  package mutating func write(_ batch: Batch) throws(Problems) {
    var bytes: [UInt8] = []
    begin(&bytes)
    try sink.write(bytes)
    for start in stride(from: 0, to: batch.count, by: CSVWriter.rowsAtOnce) {
      let end = min(start + CSVWriter.rowsAtOnce, batch.count)
      let rows = start == 0 && end == batch.count ? batch : batch.slice(start..<end)
      let columns = rows.columns.map { cells(of: $0) }
      try sink.write(
        CSVLines.text(
          of: columns, rows: rows.count, delimiter: delimiter,
          lineEnd: isForSpreadsheets ? [0x0D, 0x0A] : [0x0A]))
    }
  }

  /// So few that their text stays near the processor.
  private static let rowsAtOnce = 8192

  /// The cells of a column as they are written, quotes and guards included.
  private mutating func cells(of column: Column) -> TextColumn {
    var cells = TextAppender(rows: column.count, bytes: column.count * 12)
    var cell: [UInt8] = []
    func append(_ body: (Int) -> Void) {
      for row in 0..<column.count {
        guard column.isValid(row) else {
          cells.appendMissing()
          continue
        }
        cell.removeAll(keepingCapacity: true)
        body(row)
        cell.withUnsafeBufferPointer { cells.append($0) }
      }
    }
    switch column {
    case .text(let texts): return quoted(texts)
    case .timestamp(let values):
      if let zone {
        append { self.append(civil: zone.local(values.values[$0]), to: &cell) }
      } else {
        append { CellText.append(column, $0, to: &cell) }
      }
    default: append { CellText.append(column, $0, to: &cell) }
    }
    if case .list = column { return quoted(cells.finish()) }
    return cells.finish()
  }

  /// Texts with quotes where they need them, and guards; the texts themselves where nothing changes.
  private mutating func quoted(_ texts: TextColumn) -> TextColumn {
    if isForSpreadsheets { return rewritten(texts.written) }
    if texts.isCoded {
      return TextColumn(quoted(texts.texts), codes: texts.codes, validity: texts.validity)
    }
    let isPlain = texts.bytes.withUnsafeBufferPointer { bytes in
      [delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].allSatisfy {
        bytes.firstIndex(of: $0, in: 0..<bytes.count) == nil
      }
    }
    let hasEmpty = (0..<texts.count).contains { texts.range($0).isEmpty && texts.isValid($0) }
    return isPlain && !hasEmpty ? texts : rewritten(texts)
  }

  private mutating func rewritten(_ texts: TextColumn) -> TextColumn {
    var cells = TextAppender(rows: texts.count, bytes: texts.bytes.count + texts.count)
    var cell: [UInt8] = []
    for row in 0..<texts.count {
      guard texts.isValid(row) else {
        cells.appendMissing()
        continue
      }
      cell.removeAll(keepingCapacity: true)
      append(text: texts.slice(row), to: &cell)
      cell.withUnsafeBufferPointer { cells.append($0) }
    }
    return cells.finish()
  }

  package mutating func finish() throws(Problems) {
    var bytes: [UInt8] = []
    begin(&bytes)
    try sink.write(bytes)
    try sink.finish()
  }

  /// `2026-04-10 08:05:00`, as spreadsheets read a time.
  private func append(civil local: Int64, to bytes: inout [UInt8]) {
    let start = bytes.count
    InstantText.append(microseconds: local, to: &bytes)
    bytes.removeLast()
    bytes[start + 10] = UInt8(ascii: " ")
  }

  private mutating func begin(_ bytes: inout [UInt8]) {
    guard !hasBegun else { return }
    hasBegun = true
    if isForSpreadsheets { bytes.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    for (index, field) in schema.fields.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      append(text: Array(field.name.utf8)[...], to: &bytes)
    }
    endLine(&bytes)
  }

  private func endLine(_ bytes: inout [UInt8]) {
    if isForSpreadsheets { bytes.append(UInt8(ascii: "\r")) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let isGuarded = isForSpreadsheets && FormulaGuard.isNeeded(Array(text))
    if isGuarded { guardedCells += 1 }
    let needsQuotes =
      text.isEmpty
      || text.contains {
        $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
          || $0 == UInt8(ascii: "\r")
      }
    guard needsQuotes else {
      if isGuarded { bytes.append(UInt8(ascii: "'")) }
      bytes.append(contentsOf: text)
      return
    }
    let text = isGuarded ? [UInt8(ascii: "'")] + text : text
    let capacity = text.count * 2 + 2
    text.withUnsafeBufferPointer { text in
      bytes += [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
        count = csv_write(target.baseAddress, capacity, text.baseAddress, text.count)
      }
    }
  }
}
