/// Tells rows that repeat the header cell for cell, as in files that were joined from several; fast
/// for all others. A byte order mark before them, left from a file's start, is no difference.
struct HeaderRepeats: Sendable {
  /// The cells of the header's rows.
  private let rows: [[[UInt8]]]
  /// Bit n is set where the first filled cell of a row has n bytes; bit 63 stands for 63 and more.
  private let lengths: UInt64
  private let delimiter: UInt8
  private let quoting: Quoting

  /// No row repeats anything.
  init() { self.init([], width: 0, delimiter: 0, Quoting()) }

  /// - Parameters:
  ///   - records: the header's rows in UTF-8.
  ///   - width: how many fields they have; in a file of one column a cell may well equal its header.
  init(_ records: [[UInt8]], width: Int, delimiter: UInt8, _ quoting: Quoting) {
    self.delimiter = delimiter
    self.quoting = quoting
    rows =
      width > 1 ? records.map { HeaderRepeats.cells($0, delimiter, quoting) } : []
    lengths = rows.reduce(0) { lengths, row in
      let first = row.first { !$0.isEmpty }?.count ?? 0
      return lengths | (1 << UInt64(min(first, 63)))
    }
  }

  /// Whether a record with this first filled cell may be one.
  @inline(__always)
  func mayContain(_ first: LocatedRows.Location, _ firstByte: UInt8) -> Bool {
    let length = UInt64(min(LocatedRows.length(first), 63))
    return lengths >> length & 1 == 1 || firstByte == 0xEF
      || first & LocatedRows.isEscaped != 0
  }

  /// Whether the record in a range is one.
  ///
  /// - Parameter first: its first filled cell.
  func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ first: LocatedRows.Location
  ) -> Bool {
    let start = LocatedRows.start(first)
    let cell = UnsafeBufferPointer(
      rebasing: text[start..<start + LocatedRows.length(first)])
    let isPossible =
      text[range.lowerBound] == 0xEF || first & LocatedRows.isEscaped != 0
      || rows.contains { $0.first { !$0.isEmpty }?.elementsEqual(cell) ?? false }
    guard isPossible, !rows.isEmpty else { return false }
    var record = text[range]
    if record.starts(with: [0xEF, 0xBB, 0xBF]) { record = record.dropFirst(3) }
    return rows.contains(HeaderRepeats.cells(Array(record), delimiter, quoting))
  }

  private static func cells(
    _ record: [UInt8], _ delimiter: UInt8, _ quoting: Quoting
  ) -> [[UInt8]] {
    let read = DelimitedRecord.read(
      record, from: 0, delimiter: delimiter, quoting: quoting, maxRecordBytes: Int.max / 2,
      atEnd: true)
    return read?.cells.map { $0.bytes } ?? []
  }
}
