/// How lines of a kind begin, as the bytes of their file.
struct LinePrefix: Hashable, Sendable {
  let bytes: [UInt8]

  /// Nil where there is no such prefix, or where the encoding cannot write it.
  init?(_ text: String?, in encoding: TextEncoding) {
    guard let text, !text.isEmpty else { return nil }
    let utf8 = Array(text.utf8)
    guard encoding == .gb18030 else {
      bytes = utf8
      return
    }
    guard let written = EncodingWriter(encoding.iconvName).written(utf8[...]) else { return nil }
    bytes = written
  }

  /// Whether a line begins so, in quotes or not where a quote is given.
  func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int, quote: UInt8? = nil) -> Bool {
    var start = start
    if let quote, start < text.count, text[start] == quote { start += 1 }
    guard start + bytes.count <= text.count else { return false }
    return bytes.elementsEqual(text[start..<start + bytes.count])
  }
}
