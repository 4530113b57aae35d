extension TextEncoding {
  /// A cell's bytes as text, and whether they are of the encoding. UTF-16 is UTF-8 by the time cells
  /// are looked at.
  func text(_ bytes: [UInt8]) -> (text: String, isSound: Bool) {
    if self == .gb18030 {
      let decoded = bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0) }
      return (String(decoding: decoded.bytes, as: UTF8.self), decoded.faults.isEmpty)
    }
    let isSound = bytes.withUnsafeBufferPointer { UTF8Scan.isValid($0) }
    return (String(decoding: bytes, as: UTF8.self), isSound)
  }

  /// A chunk's bytes in UTF-8.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    self == .gb18030 ? bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0).bytes } : bytes
  }
}
