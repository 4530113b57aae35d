import FupanData

/// How a sheet is written as delimited text, so that everything that reads text reads sheets too.
///
/// A row is a line, an empty row an empty one, so that lines are the sheet's rows. There are no quotes:
/// what separates fields and stands for line ends in cells are characters that XML does not allow in
/// a document; where a cell has them all the same (`_x001E_`), they stay in that spelling.
enum SheetText {
  static let delimiter: UInt8 = 0x1F
  static let lineFeed: UInt8 = 0x1E
  static let carriageReturn: UInt8 = 0x1D

  /// Appends a cell's text as a field.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var index = 0
    var from = 0
    func take(_ end: Int, _ output: inout [UInt8]) {
      if end > from { output.append(contentsOf: UnsafeBufferPointer(rebasing: text[from..<end])) }
    }
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        take(index, &output)
        output.append(byte == UInt8(ascii: "\n") ? lineFeed : carriageReturn)
        from = index + 1
      } else if byte == UInt8(ascii: "_"), let scalar = escaped(text, at: index) {
        take(index, &output)
        switch scalar {
        case "\n": output.append(lineFeed)
        case "\r": output.append(carriageReturn)
        default: output.append(contentsOf: String(scalar).utf8)
        }
        index += 6
        from = index + 1
      }
      index += 1
    }
    take(text.count, &output)
  }

  /// A cell's own line ends again.
  static func restore(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == lineFeed || buffer[index] == carriageReturn
      { buffer[index] = buffer[index] == lineFeed ? UInt8(ascii: "\n") : UInt8(ascii: "\r") }
    }
  }

  /// A cell's text with its own line ends again.
  static func restored(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == lineFeed || $0 == carriageReturn }) else { return text }
    var bytes = Array(text.utf8)
    restore(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The character that `_xHHHH_` stands for; nil where it is none that a cell can have.
  private static func escaped(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Unicode.Scalar? {
    guard index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"),
      text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in text[index + 2..<index + 6] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    guard value >= 0x20 || [9, 10, 13].contains(value) else { return nil }
    return Unicode.Scalar(value)
  }
}

extension SheetText {
  /// Cells with their own line ends again.
  static func restored(_ column: TextColumn) -> TextColumn {
    guard column.bytes.contains(where: { $0 == lineFeed || $0 == carriageReturn }) else {
      return column
    }
    var restored = column
    restore(&restored.bytes)
    return restored
  }

  /// A row as people may read it: its cells apart by tabs.
  static func shown(_ row: [UInt8]) -> [UInt8] {
    var bytes = row.map { $0 == delimiter ? UInt8(ascii: "\t") : $0 }
    restore(&bytes)
    return bytes
  }
}
