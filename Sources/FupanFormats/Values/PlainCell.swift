/// A cell in the forms that readers of values know: full-width forms in ASCII, `￥` as `¥`, minus signs
/// as `-` and odd spaces as spaces.
enum PlainCell {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// `body` of the cell so; of the cell itself where nothing changes, as in almost all.
  @inline(__always)
  static func with<Result>(_ cell: Bytes, _ body: (Bytes) -> Result) -> Result {
    if isPlain(cell) { return body(cell) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: cell.count) { buffer in
      let count = write(cell, to: buffer)
      return body(Bytes(rebasing: buffer[..<count]))
    }
  }

  /// Whether there is nothing to change: no byte that begins one of the forms.
  static func isPlain(_ cell: Bytes) -> Bool {
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      index += 1
      if byte < 0xC2 { continue }
      if byte == 0xEF || byte == 0xE2 || byte == 0xE3 { return false }
      if byte == 0xC2, index < cell.count, cell[index] == 0xA0 { return false }
    }
    return true
  }

  /// Whether a cell is nothing but spaces, ASCII ones, odd ones and those of no width.
  static func isBlank(_ cell: Bytes) -> Bool {
    var index = 0
    while index < cell.count {
      let byte = cell[index]
      if byte == 0x20 || byte == 0x09 {
        index += 1
        continue
      }
      if byte < 0xC2 { return false }
      return with(cell) { plain in plain.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }
    return true
  }

  /// Writes the forms to a buffer of at least the cell's size, and gives how many bytes they are.
  private static func write(_ cell: Bytes, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var index = 0
    var end = 0
    func append(_ byte: UInt8) {
      buffer.initializeElement(at: end, to: byte)
      end += 1
    }
    while index < cell.count {
      let byte = cell[index]
      if byte < 0x80 {
        append(byte)
        index += 1
        continue
      }
      let length = UTF8Scan.characterLength(cell, at: index) ?? 1
      switch (byte, length) {
      case (0xC2, 2) where cell[index + 1] == 0xA0: append(0x20)
      case (0xEF, 3):
        let scalar =
          0xF000 | UInt32(cell[index + 1] & 0x3F) << 6 | UInt32(cell[index + 2] & 0x3F)
        switch scalar {
        case 0xFF01...0xFF5E: append(UInt8(scalar - 0xFF01 + 0x21))
        case 0xFFE5: for byte in "¥".utf8 { append(byte) }
        case 0xFEFF: break
        default: for byte in cell[index..<index + length] { append(byte) }
        }
      case (0xE2, 3) where cell[index + 1] == 0x88 && cell[index + 2] == 0x92:
        append(UInt8(ascii: "-"))
      case (0xE3, 3) where cell[index + 1] == 0x80 && cell[index + 2] == 0x80: append(0x20)
      case (0xE2, 3) where cell[index + 1] == 0x80 && (0x80...0x8D).contains(cell[index + 2]):
        // Spaces of odd widths; those of no width vanish.
        if cell[index + 2] < 0x8B { append(0x20) }
      default: for byte in cell[index..<index + length] { append(byte) }
      }
      index += length
    }
    return end
  }
}
