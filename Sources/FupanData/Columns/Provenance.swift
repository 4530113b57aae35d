/// Where the rows of a batch were read: what a rejected row or a tie is named by.
///
/// Rows wait in memory by the million, so a file that all rows are of is kept once, and lines take
/// four bytes as long as they fit.
package struct Provenance: Hashable, Sendable {
  /// The one file of all rows, or one a row.
  private(set) var fileOfRow: [Int32]
  private(set) var isOfOneFile: Bool
  /// The lines where all fit; else empty.
  private(set) var shortLines: [UInt32]
  private(set) var longLines: [Int64]
  /// How many rows there are.
  package let count: Int

  /// - Parameters:
  ///   - files: positions in the scan's list of files, one a row.
  ///   - lines: the physical lines on which the rows' records start, counted from 1.
  package init(files: [Int32], lines: [Int64]) {
    precondition(files.count == lines.count)
    self.init(files, lines)
  }

  /// Rows that are all of one file.
  package init(file: Int32, lines: [Int64]) { self.init([file], lines) }

  /// - Parameter files: one a row, or the one of all rows.
  private init(_ files: [Int32], _ lines: [Int64]) {
    count = lines.count
    isOfOneFile = Provenance.areAlike(files)
    fileOfRow = lines.isEmpty ? [] : isOfOneFile ? Array(files.prefix(1)) : files
    let areShort = lines.allSatisfy { UInt32(exactly: $0) != nil }
    shortLines = areShort ? lines.map { UInt32(truncatingIfNeeded: $0) } : []
    longLines = areShort ? [] : lines
  }

  /// The places as they are kept.
  init(isOfOneFile: Bool, fileOfRow: [Int32], shortLines: [UInt32], longLines: [Int64]) {
    self.isOfOneFile = isOfOneFile
    self.fileOfRow = fileOfRow
    self.shortLines = shortLines
    self.longLines = longLines
    count = longLines.isEmpty ? shortLines.count : longLines.count
  }

  private static func areAlike(_ files: [Int32]) -> Bool {
    guard let first = files.first else { return true }
    return files.allSatisfy { $0 == first }
  }

  /// About how many bytes of memory the places take.
  package var byteCount: Int {
    fileOfRow.count * 4 + shortLines.count * 4 + longLines.count * 8
  }

  /// The position of a row's file in the scan's list of files.
  package func file(_ row: Int) -> Int32 { fileOfRow[isOfOneFile ? 0 : row] }

  /// The file that all rows are of; nil where there are several or no rows.
  package var onlyFile: Int32? { isOfOneFile ? fileOfRow.first : nil }

  /// The physical line on which a row's record starts.
  package func line(_ row: Int) -> Int64 {
    longLines.isEmpty ? Int64(shortLines[row]) : longLines[row]
  }

  /// The file of each row.
  package var files: [Int32] { (0..<count).map { file($0) } }

  /// The line of each row.
  package var lines: [Int64] { (0..<count).map { line($0) } }

  /// The places of rows whose files come later in the list of files.
  package func shifted(by files: Int32) -> Provenance {
    var shifted = self
    for index in shifted.fileOfRow.indices { shifted.fileOfRow[index] += files }
    return shifted
  }

  /// The places of the rows at `indices`; an index below 0 gives a row of no known place.
  package func gathered(_ indices: [Int32]) -> Provenance {
    guard isOfOneFile, longLines.isEmpty, !Validity.haveGaps(indices) else {
      return Provenance(
        files: indices.map { $0 < 0 ? -1 : file(Int($0)) },
        lines: indices.map { $0 < 0 ? 0 : line(Int($0)) })
    }
    let lines = shortLines.withUnsafeBufferPointer { lines in indices.map { lines[Int($0)] } }
    return Provenance(indices.isEmpty ? [] : fileOfRow, shortLines: lines)
  }

  /// The places of the rows in a range.
  package func slice(_ range: Range<Int>) -> Provenance {
    guard isOfOneFile, longLines.isEmpty else {
      return Provenance(files: range.map { file($0) }, lines: range.map { line($0) })
    }
    return Provenance(range.isEmpty ? [] : fileOfRow, shortLines: Array(shortLines[range]))
  }

  private init(_ files: [Int32], shortLines: [UInt32]) {
    count = shortLines.count
    isOfOneFile = true
    fileOfRow = files
    self.shortLines = shortLines
    longLines = []
  }

  /// The places of rows that come one after the other; rows of no known place are of file -1.
  package static func concatenated(_ parts: [(places: Provenance?, count: Int)]) -> Provenance? {
    guard parts.contains(where: { $0.places != nil }) else { return nil }
    let present = parts.filter { $0.count > 0 }
    let firsts = present.map { $0.places?.isOfOneFile == true ? $0.places?.fileOfRow.first : nil }
    if let file = firsts.first ?? nil, firsts.allSatisfy({ $0 == file }),
      present.allSatisfy({ $0.places?.longLines.isEmpty == true })
    {
      var lines: [UInt32] = []
      lines.reserveCapacity(present.reduce(0) { $0 + $1.count })
      for part in present { lines.append(contentsOf: part.places?.shortLines ?? []) }
      return Provenance([file], shortLines: lines)
    }
    var files: [Int32] = []
    var lines: [Int64] = []
    for part in present {
      files += part.places?.files ?? Array(repeating: -1, count: part.count)
      lines += part.places?.lines ?? Array(repeating: 0, count: part.count)
    }
    return Provenance(files: files, lines: lines)
  }
}
