import Glibc

/// The encoding in which 淘宝 writes its files.
enum GB18030 {
  /// The UTF-8 text in GB18030; fails only where the machine's C library lacks the encoding.
  static func encode(_ utf8: [UInt8], path: String) throws(WriteFailure) -> [UInt8] {
    guard let converter = iconv_open("GB18030", "UTF-8"), converter != Self.invalid else {
      throw WriteFailure(path: path, code: errno)
    }
    defer { iconv_close(converter) }
    var input = utf8
    // A character takes at most four bytes, whatever it took before.
    var output = [CChar](repeating: 0, count: 4 * utf8.count + 4)
    var left = input.count
    var room = output.count
    let failed = input.withUnsafeMutableBytes { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.bindMemory(to: CChar.self).baseAddress
        var to = target.baseAddress
        return iconv(converter, &from, &left, &to, &room) == -1
      }
    }
    if failed { throw WriteFailure(path: path, code: errno) }
    return output[..<(output.count - room)].map(UInt8.init(bitPattern:))
  }

  private static var invalid: iconv_t? { iconv_t(bitPattern: -1) }
}
