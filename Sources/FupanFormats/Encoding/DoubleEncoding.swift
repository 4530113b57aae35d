/// Recognises text that was decoded with the wrong encoding once before it was saved as UTF-8.
enum DoubleEncoding {
  /// Whether sound UTF-8 is more likely the wreck of other UTF-8 than what somebody wrote.
  ///
  /// Runs of characters beyond ASCII are turned back into GB18030 (or Latin-1): where most of them
  /// then are sound UTF-8 of at least six bytes in all, they were UTF-8 before. By chance the bytes of
  /// three Chinese characters are so about once in ten thousand.
  static func isLikely(_ prefix: [UInt8]) -> Bool {
    if contains(prefix, Array("锟斤拷".utf8)) || contains(prefix, Array("ï»¿".utf8)) { return true }
    var runs = 0
    var reversible = 0
    var reversibleBytes = 0
    let chinese = EncodingWriter("GB18030")
    let latin = EncodingWriter("ISO-8859-1")
    forEachRun(in: prefix) { run in
      guard run.count >= 4 else { return true }
      runs += 1
      for back in [chinese.written(run), latin.written(run)] {
        guard let back, back.count >= 4, isTriples(back) else { continue }
        reversible += 1
        reversibleBytes += back.count
        break
      }
      return runs < 2000
    }
    return reversible * 2 > runs && reversibleBytes >= 12
  }

  private static func isTriples(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        guard let length = UTF8Scan.characterLength(buffer, at: index), length >= 2 else {
          return false
        }
        index += length
      }
      return true
    }
  }

  /// Calls `body` with each run of bytes beyond ASCII until it returns false.
  private static func forEachRun(in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool) {
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, bytes[end] >= 0x80 { end += 1 }
      if !body(bytes[index..<end]) { return }
      index = end
    }
  }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while let found = buffer.firstIndex(of: wanted[0], in: start..<buffer.count) {
        if buffer[found...].starts(with: wanted) { return true }
        start = found + 1
      }
      return false
    }
  }
}
