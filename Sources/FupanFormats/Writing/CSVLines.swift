import FupanData

/// Puts the cells of columns side by side, as the lines of delimited text.
enum CSVLines {
  /// Where the cells of a column are while lines are written.
  private struct Cells {
    let bytes: UnsafePointer<UInt8>?
    /// Up to here sixteen bytes can be read from a cell's start.
    let wideLimit: Int
    let offsets: UnsafePointer<UInt32>
    let codes: UnsafePointer<UInt8>?
    let validity: UnsafePointer<UInt64>?

    @inline(__always)
    func range(_ row: Int) -> (start: Int, count: Int) {
      if let validity, validity[row >> 6] >> UInt64(row & 63) & 1 == 0 { return (0, 0) }
      let text = codes.map { Int($0[row]) } ?? row
      let start = Int(offsets[text])
      return (start, Int(offsets[text + 1]) - start)
    }
  }

  /// The lines of some rows, their cells as they are written. A row whose only cell is missing is
  /// `""`, since an empty line is no row.
  static func text(
    of columns: [TextColumn], rows: Int, delimiter: UInt8, lineEnd: [UInt8]
  ) -> [UInt8] {
    let slack = 16
    let marks = rows * (columns.count + lineEnd.count + 2)
    let capacity = columns.reduce(marks + slack) { $0 + $1.writtenBytes }
    var text: [UInt8] = []
    withPointers(columns[...], []) { cells in
      cells.withUnsafeBufferPointer { cells in
        text = [UInt8](unsafeUninitializedCapacity: capacity) { target, initialized in
          guard let start = target.baseAddress else { return }
          var out = start
          for row in 0..<rows {
            for column in cells.indices {
              if column > 0 {
                out[0] = delimiter
                out += 1
              }
              let (start, count) = cells[column].range(row)
              if count > 0, let bytes = cells[column].bytes {
                if count <= slack, start <= cells[column].wideLimit {
                  UnsafeMutableRawPointer(out).copyMemory(from: bytes + start, byteCount: slack)
                } else {
                  out.update(from: bytes + start, count: count)
                }
                out += count
              } else if cells.count == 1 {
                out[0] = UInt8(ascii: "\"")
                out[1] = UInt8(ascii: "\"")
                out += 2
              }
            }
            for byte in lineEnd {
              out[0] = byte
              out += 1
            }
          }
          initialized = out - start
        }
      }
    }
    return text
  }

  /// Gives a body the places of all columns' cells at once.
  private static func withPointers(
    _ columns: ArraySlice<TextColumn>, _ done: [Cells], _ body: ([Cells]) -> Void
  ) {
    guard let column = columns.first else { return body(done) }
    column.bytes.withUnsafeBufferPointer { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        column.codes.withUnsafeBufferPointer { codes in
          (column.validity?.words ?? []).withUnsafeBufferPointer { words in
            guard let starts = offsets.baseAddress else { return }
            let cells = Cells(
              bytes: bytes.baseAddress, wideLimit: bytes.count - 16, offsets: starts,
              codes: column.isCoded ? codes.baseAddress : nil,
              validity: column.validity == nil ? nil : words.baseAddress)
            withPointers(columns.dropFirst(), done + [cells], body)
          }
        }
      }
    }
  }
}
