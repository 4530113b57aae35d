import FupanData

/// Builds a column of text from bytes, row by row.
struct TextAppender {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var missing: [Int] = []

  init(rows: Int, bytes count: Int) {
    bytes.reserveCapacity(count)
    offsets.reserveCapacity(rows + 1)
  }

  /// How many rows there are.
  var count: Int { offsets.count - 1 }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(UInt32(bytes.count))
  }

  mutating func appendMissing() {
    missing.append(offsets.count - 1)
    offsets.append(UInt32(bytes.count))
  }

  func finish() -> TextColumn {
    var validity: Validity?
    if !missing.isEmpty {
      var bits = Validity(repeating: true, count: offsets.count - 1)
      for row in missing { bits.set(row, false) }
      validity = bits
    }
    return TextColumn(bytes: bytes, offsets: offsets, validity: validity)
  }
}
