/// How lines of a kind begin, as the bytes of their file.
struct LinePrefix: Hashable, Sendable {
  let bytes: [UInt8]

  /// Nil where there is no such prefix, or where the encoding cannot write it.
  init?(_ text: String?, in encoding: TextEncoding) {
    guard let text, !text.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII || encoding != .gb18030 {
        bytes.append(contentsOf: String(scalar).utf8)
      } else if let pair = LinePrefix.pair(of: scalar) {
        bytes.append(contentsOf: pair)
      } else {
        return nil
      }
    }
    self.bytes = bytes
  }

  /// Whether a line begins so, in quotes or not where a quote is given.
  func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int, quote: UInt8? = nil) -> Bool {
    var start = start
    if let quote, start < text.count, text[start] == quote { start += 1 }
    guard start + bytes.count <= text.count else { return false }
    return bytes.elementsEqual(text[start..<start + bytes.count])
  }

  /// The two bytes of a character in GB18030, found by trying, which is done once a file.
  private static func pair(of scalar: Unicode.Scalar) -> [UInt8]? {
    let wanted = Array(String(scalar).utf8)
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let pair = [lead, trail]
        let decoded = pair.withUnsafeBufferPointer { GB18030Decoder.decode($0).bytes }
        if decoded == wanted { return pair }
      }
    }
    return nil
  }
}
