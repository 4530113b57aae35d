import FupanPlan

/// Where the data of one delimited file begins and which of its fields are wanted.
package struct CSVLayout: Sendable {
  package var encoding: TextEncoding
  package var delimiter: UInt8
  /// The headers as the file has them.
  package var headers: [String]
  /// The headers in comparable form, duplicates numbered: `分销员#2`.
  package var names: [String]
  /// The physical line of the header.
  package var headerLine: Int64
  /// The offset of the first byte after the header, in the decompressed file (in UTF-8 where the
  /// file is UTF-16).
  package var dataOffset: Int
  package var dataLine: Int64
  /// Records before the header.
  package var preamble: Int
  /// How many headers are not empty at the end: fields behind them may be absent.
  package var namedWidth: Int

  /// Whether text is turned into UTF-8 while it is read, not chunk by chunk.
  var isTranscodedAhead: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }
}
