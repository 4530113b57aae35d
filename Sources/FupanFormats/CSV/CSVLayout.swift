import FupanDiagnostics
import FupanPlan

/// Where the data of one delimited file begins and which of its fields are wanted.
package struct CSVLayout: Sendable {
  package var encoding: TextEncoding
  /// Whether text is turned into UTF-8 while it is read, not chunk by chunk.
  package var isTranscodedAhead = false
  package var delimiter: UInt8
  /// The headers as the file has them; those of several rows joined by ` › `.
  package var headers: [String] = []
  /// The headers in comparable form, duplicates numbered: `分销员#2`. A column without a header before
  /// others is called by its position, `#3`; behind them it has no name.
  package var names: [String] = []
  /// The physical line of the header's first row.
  package var headerLine: Int64 = 1
  /// The header's rows without their line ends, as bytes of the file (in UTF-8 where the file is
  /// UTF-16).
  package var headerRecords: [[UInt8]] = []
  /// The offset of the first byte after the header, in the decompressed file (in UTF-8 where the
  /// text is transcoded ahead).
  package var dataOffset: Int
  package var dataLine: Int64 = 1
  /// Records before the header.
  package var preamble = 0
  /// How many headers are not empty at the end: fields behind them may be absent.
  package var namedWidth = 0
  /// The sheet of a workbook that it is.
  package var sheet: String?
  /// How many rows the export has at most, where a line above the header says so.
  package var cap: Int?

  /// The encoding of chunks.
  var chunkEncoding: TextEncoding { isTranscodedAhead ? .utf8 : encoding }

  /// A place in the table.
  func place(in file: String, line: Int64, column: Int = 1) -> Place {
    Place(file: file, sheet: sheet, line: Int(line), column: column)
  }

  /// The structure as it is told in manifest and report.
  package var structure: CSVStructure {
    CSVStructure(
      delimiter: delimiter, headerLine: headerLine, headerRows: headerRecords.count, cap: cap)
  }
}
