/// One customer of the shop, the same in every export.
struct Person {
  /// The number among all customers of the sample, from 0.
  let number: Int
  /// An eleven-digit number that begins with 199, or nil for those who never gave one.
  let phone: Int?
  let place: Int
  let homeChannel: Int
  let familyName: Int
  let nickname: Int
  let distributor: Int
  let joined: Int
  /// Whether the planted segment has this person.
  let lapsed: Bool
  /// Whether this is a member of staff or a test account, left out of every figure.
  let leftOut: Bool
}

/// The keys by which exports know a person.
///
/// Each is the number of the person under a mapping that never gives two numbers the same key.
struct PersonKeys {
  let seed: UInt64

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// An eleven-digit phone of an invented range.
  static func phone(_ number: Int) -> Int {
    19_900_000_000 + (number * 61_803_399 + 38_201) % 100_000_000
  }

  /// Writes the unionid of the person: `oFp` and thirteen characters.
  func unionid(_ number: Int, to writer: inout ByteWriter) {
    writer.text("oFp")
    token(UInt64(number) ^ seed, to: &writer)
  }

  /// Writes the external_userid of the person: `wmFp` and thirteen characters.
  func externalUser(_ number: Int, to writer: inout ByteWriter) {
    writer.text("wmFp")
    token(~UInt64(number) ^ seed, to: &writer)
  }

  /// Writes the id of a person's device: `d` and eight digits.
  static func device(_ number: Int, to writer: inout ByteWriter) {
    writer.text("d")
    writer.padded((number * 73_939_133 + 4_711) % 100_000_000, 8)
  }

  /// Writes the id of a device whose owner never logged in: `a` and eight digits.
  static func anonymousDevice(_ number: Int, to writer: inout ByteWriter) {
    writer.text("a")
    writer.padded((number * 73_939_133 + 1_234) % 100_000_000, 8)
  }

  /// Writes thirteen characters for 64 bits, mixed so that neighbours look unlike.
  private func token(_ number: UInt64, to writer: inout ByteWriter) {
    var z = number &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    for _ in 0..<13 {
      writer.byte(Self.alphabet[Int(z & 31)])
      z >>= 5
    }
  }
}
