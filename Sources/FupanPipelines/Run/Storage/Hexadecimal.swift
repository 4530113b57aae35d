import CLibCrypto

/// Bytes in hexadecimal, as digests are shown.
enum Hexadecimal {
  /// Two digits a byte.
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The SHA-256 of `bytes`, 64 digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    _ = fupan_sha256_of(bytes, bytes.count, &digest)
    return text(digest)
  }
}
