/// Where the rows of a batch were read: what a rejected row or a tie is named by.
package struct Provenance: Hashable, Sendable {
  /// Positions in the scan's list of files, one a row.
  package var files: [Int32]
  /// Physical lines on which the rows' records start, counted from 1.
  package var lines: [Int64]

  package init(files: [Int32], lines: [Int64]) {
    precondition(files.count == lines.count)
    self.files = files
    self.lines = lines
  }

  /// The places of the rows at `indices`.
  package func gathered(_ indices: [Int32]) -> Provenance {
    let (files, lines) = (files, lines)
    return Provenance(
      files: files.withUnsafeBufferPointer { files in
        indices.map { $0 < 0 ? -1 : files[Int($0)] }
      },
      lines: lines.withUnsafeBufferPointer { lines in
        indices.map { $0 < 0 ? 0 : lines[Int($0)] }
      })
  }
}
