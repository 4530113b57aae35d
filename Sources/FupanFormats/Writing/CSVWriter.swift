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
    var cell: [UInt8] = []
    for row in 0..<batch.count {
      for (index, column) in batch.columns.enumerated() {
        if index > 0 { bytes.append(delimiter) }
        guard column.isValid(row) else {
          if batch.columns.count == 1 { bytes.append(contentsOf: "\"\"".utf8) }
          continue
        }
        switch column {
        case .text, .list:
          cell.removeAll(keepingCapacity: true)
          CellText.append(column, row, to: &cell)
          append(text: cell, to: &bytes)
        case .timestamp(let values):
          if let zone {
            append(civil: zone.local(values.values[row]), to: &bytes)
          } else {
            CellText.append(column, row, to: &bytes)
          }
        default: CellText.append(column, row, to: &bytes)
        }
      }
      endLine(&bytes)
      if bytes.count >= 1 << 18 {
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(bytes)
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
      append(text: Array(field.name.utf8), to: &bytes)
    }
    endLine(&bytes)
  }

  private func endLine(_ bytes: inout [UInt8]) {
    if isForSpreadsheets { bytes.append(UInt8(ascii: "\r")) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(text: [UInt8], to bytes: inout [UInt8]) {
    var text = text
    if isForSpreadsheets, FormulaGuard.isNeeded(text) {
      text.insert(UInt8(ascii: "'"), at: 0)
      guardedCells += 1
    }
    let needsQuotes =
      text.isEmpty
      || text.contains {
        $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
          || $0 == UInt8(ascii: "\r")
      }
    guard needsQuotes else {
      bytes.append(contentsOf: text)
      return
    }
    let capacity = text.count * 2 + 2
    bytes += [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
      count = csv_write(target.baseAddress, capacity, text, text.count)
    }
  }
}
