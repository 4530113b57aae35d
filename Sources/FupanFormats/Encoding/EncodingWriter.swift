import Glibc

/// The C library's conversion of UTF-8 into another encoding, one text after the other.
struct EncodingWriter: ~Copyable {
  private let converter: iconv_t?

  /// - Parameter encoding: the library's name of it; nothing can be written in an unknown one.
  init(_ encoding: String) {
    let opened = iconv_open(encoding, "UTF-8")
    converter = Int(bitPattern: opened) == -1 ? nil : opened
  }

  deinit { if let converter { iconv_close(converter) } }

  /// A text in the encoding; nil where that cannot write it.
  func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let converter else { return nil }
    iconv(converter, nil, nil, nil, nil)
    var isWhole = false
    let target = text.withUnsafeBytes { source in
      [UInt8](unsafeUninitializedCapacity: source.count * 2 + 8) { target, count in
        target.withMemoryRebound(to: CChar.self) { target in
          // The library takes a pointer that it does not write to.
          var from = UnsafeMutableRawPointer(mutating: source.baseAddress)?
            .assumingMemoryBound(to: CChar.self)
          var to = target.baseAddress
          var (left, room) = (source.count, target.count)
          isWhole = iconv(converter, &from, &left, &to, &room) != -1 && left == 0
          count = target.count - room
        }
      }
    }
    return isWhole ? target : nil
  }
}
