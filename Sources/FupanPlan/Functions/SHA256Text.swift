import CLibCrypto

/// SHA-256 in hexadecimal, as SQL engines write it.
enum SHA256Text {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The 64 lower-case digits of the bytes' digest.
  static func of(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    bytes.withUnsafeBufferPointer { append(of: $0, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the 64 digits.
  static func append(of bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(fupan_sha256_length)) { digest in
      guard let start = digest.baseAddress else { return }
      let isDone = fupan_sha256_of(bytes.baseAddress, bytes.count, start)
      precondition(isDone, "libcrypto has SHA-256")
      for byte in digest {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
    }
  }
}
