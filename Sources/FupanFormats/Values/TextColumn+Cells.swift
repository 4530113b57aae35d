import FupanData

extension TextColumn {
  /// Gives `body` each row that has a text, in order, until it says no; and tells whether it never did.
  @inline(__always)
  func forEachCell(_ body: (_ row: Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    let rows = count
    let isCoded = isCoded
    let present = validity?.words ?? []
    return bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        codes.withUnsafeBufferPointer { codes in
          present.withUnsafeBufferPointer { present in
            for row in 0..<rows {
              if !present.isEmpty, present[row >> 6] >> UInt64(row & 63) & 1 == 0 { continue }
              let text = isCoded ? Int(codes[row]) : row
              let cell = bytes[Int(offsets[text])..<Int(offsets[text + 1])]
              if !body(row, UnsafeBufferPointer(rebasing: cell)) { return false }
            }
            return true
          }
        }
      }
    }
  }
}
