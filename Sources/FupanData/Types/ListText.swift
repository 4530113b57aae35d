/// Lists of text as one cell: a JSON array of strings, without spaces.
package enum ListText {
  /// `["价格","品质"]`.
  package static func string(_ items: [String]) -> String {
    var bytes: [UInt8] = []
    append(items.map { Array($0.utf8)[...] }, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the array of the items' UTF-8 bytes.
  package static func append(_ items: [ArraySlice<UInt8>], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendQuoted(item, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Appends one JSON string with its quotes.
  package static func appendQuoted(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\r"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case UInt8(ascii: "\t"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: String(byte >> 4, radix: 16).utf8)
        bytes.append(contentsOf: String(byte & 15, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
