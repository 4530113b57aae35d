import Glibc

/// The characters of GB18030's byte pairs and quadruples as the C library knows them, asked for once.
struct GB18030Table: Sendable {
  static let shared = GB18030Table()

  /// The scalar of each pair, 0 where there is none. All of them are below U+10000, save a few that
  /// recent tables moved beyond; those are decoded one by one.
  let pairs: [UInt16]
  private let rare: [UInt16: UInt32]
  /// The scalars of quadruples that stand for U+0080 to U+FFFF, by their linear position.
  private let quadruples: [UInt16]

  static func position(_ lead: UInt8, _ trail: UInt8) -> Int {
    (Int(lead) - 0x81) * 192 + Int(trail) - 0x40
  }

  /// The scalar of a pair beyond U+FFFF, or nil.
  func rarePair(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
    rare[UInt16(lead) << 8 | UInt16(trail)]
  }

  /// The scalar of four bytes, or nil.
  func scalar(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> UInt32? {
    guard (0x81...0xFE).contains(first), (0x30...0x39).contains(second),
      (0x81...0xFE).contains(third), (0x30...0x39).contains(fourth)
    else { return nil }
    let linear =
      ((Int(first) - 0x81) * 10 + Int(second) - 0x30) * 1260 + (Int(third) - 0x81) * 10
      + Int(fourth) - 0x30
    if linear < quadruples.count {
      let scalar = quadruples[linear]
      return scalar == 0 ? nil : UInt32(scalar)
    }
    // From 0x90308130 on, quadruples count the supplementary planes.
    let supplementary = linear - 189_000
    return (0..<0x100000).contains(supplementary) ? UInt32(0x10000 + supplementary) : nil
  }

  private init() {
    let converter = iconv_open("UTF-32LE", "GB18030")
    defer { iconv_close(converter) }
    func scalar(_ bytes: [UInt8]) -> UInt32? {
      var source = bytes.map { CChar(bitPattern: $0) }
      var target = [CChar](repeating: 0, count: 16)
      let written = source.withUnsafeMutableBufferPointer { input in
        target.withUnsafeMutableBufferPointer { output in
          var from = input.baseAddress
          var to = output.baseAddress
          var left = input.count
          var room = output.count
          iconv(converter, nil, nil, nil, nil)
          guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return 0 }
          return output.count - room
        }
      }
      guard written == 4 else { return nil }
      return target[..<4].reversed().reduce(0) { $0 << 8 | UInt32(UInt8(bitPattern: $1)) }
    }
    var pairs = [UInt16](repeating: 0, count: 126 * 192)
    var rare: [UInt16: UInt32] = [:]
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        guard let found = scalar([lead, trail]) else { continue }
        if let small = UInt16(exactly: found) {
          pairs[GB18030Table.position(lead, trail)] = small
        } else {
          rare[UInt16(lead) << 8 | UInt16(trail)] = found
        }
      }
    }
    var quadruples = [UInt16](repeating: 0, count: 39_420)
    for linear in 0..<quadruples.count {
      let bytes = [
        0x81 + UInt8(linear / 12_600), 0x30 + UInt8(linear / 1260 % 10),
        0x81 + UInt8(linear / 10 % 126), 0x30 + UInt8(linear % 10),
      ]
      quadruples[linear] = scalar(bytes).flatMap { UInt16(exactly: $0) } ?? 0
    }
    self.pairs = pairs
    self.rare = rare
    self.quadruples = quadruples
  }
}
