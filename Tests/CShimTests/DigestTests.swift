import CLibCrypto
import Testing

@Suite struct DigestTests {
  private func hex(_ digest: [UInt8]) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private func digest(of message: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    #expect(fupan_sha256_of(message, message.count, &digest))
    return hex(digest)
  }

  // FIPS 180-4, examples of SHA-256.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func digestsArePublishedOnes(message: String, expected: String) {
    #expect(digest(of: Array(message.utf8)) == expected)
  }

  @Test func piecesGiveTheDigestOfTheWholeAndTheHashStartsAnew() throws {
    let hash = try #require(fupan_sha256_create())
    defer { fupan_sha256_free(hash) }
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    for _ in 0..<2 {
      for piece in ["a", "", "bc"] {
        let bytes = Array(piece.utf8)
        #expect(fupan_sha256_update(hash, bytes, bytes.count))
      }
      #expect(fupan_sha256_finish(hash, &digest))
      #expect(hex(digest) == self.digest(of: Array("abc".utf8)))
    }
  }

  // RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func keyedDigestsArePublishedOnes(key: [UInt8], message: String, expected: String) {
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    let bytes = Array(message.utf8)
    #expect(fupan_hmac_sha256(key, key.count, bytes, bytes.count, &digest))
    #expect(hex(digest) == expected)
  }

  @Test func anEmptyKeyIsNotTheKeyOfLastTime() {
    var first = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    var second = first
    #expect(fupan_hmac_sha256([1, 2], 2, [3], 1, &first))
    #expect(fupan_hmac_sha256(nil, 0, [3], 1, &second))
    #expect(first != second)
  }
}
