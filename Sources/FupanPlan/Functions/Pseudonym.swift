import CLibCrypto

/// Keyed pseudonyms: the same value gives the same one under the same key, and nobody without the key
/// can try out all values (Krawczyk, Bellare, Canetti 1997, "HMAC: Keyed-Hashing for Message
/// Authentication", RFC 2104).
///
/// It is HMAC-SHA256 of `fupan/v1|<field>|<value>`, the first 15 bytes as 24 characters of base32.
///
///     Pseudonym(key: Array("fupan-test-key-0000".utf8), field: "phone").text(of: "13800138000")
///     // lqrl43bri6nrqmihpmxhi2iq
package struct Pseudonym: Sendable {
  /// A shorter key can be guessed.
  package static let minimumKeyBytes = 16

  private let key: [UInt8]
  private let prefix: [UInt8]

  /// - Parameters:
  ///   - key: the secret, ``minimumKeyBytes`` or more.
  ///   - field: what the values are, such as `phone`, so that equal texts of two fields differ.
  package init(key: [UInt8], field: String) {
    self.key = key
    prefix = Array("fupan/v1|\(field)|".utf8)
  }

  /// The pseudonym of a value.
  package func text(of value: String) -> String {
    var bytes: [UInt8] = []
    append(of: value.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the pseudonym of a value's bytes.
  package func append(of value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    Pseudonym.appendBase32(digest(of: value).prefix(15), to: &bytes)
  }

  /// The 32 bytes of HMAC-SHA256 that a value's pseudonym begins with.
  package func digest(of value: some Sequence<UInt8>) -> [UInt8] {
    let message = prefix + value
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    let isDone = fupan_hmac_sha256(key, key.count, message, message.count, &digest)
    precondition(isDone, "libcrypto has HMAC-SHA-256")
    return digest
  }

  /// What may be shown of a key, to tell whether two runs used the same: four bytes of its SHA-256.
  package static func keyID(of key: [UInt8]) -> String { String(SHA256Text.of(key).prefix(8)) }

  /// Five bits a character (RFC 4648), lower-case; 15 bytes need no padding.
  private static func appendBase32(_ source: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var (buffer, bits) = (0, 0)
    for byte in source {
      buffer = buffer << 8 | Int(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        bytes.append(alphabet[buffer >> bits & 31])
      }
      buffer &= 31
    }
  }
}
