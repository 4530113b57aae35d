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
    var bytes: [UInt8] = []
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        bytes.append(lead)
        bytes.append(trail)
      }
    }
    var pairs = [UInt16](repeating: 0, count: 126 * 192)
    var rare: [UInt16: UInt32] = [:]
    for (index, found) in GB18030Table.scalars(bytes, each: 2).enumerated() {
      let (lead, trail) = (bytes[2 * index], bytes[2 * index + 1])
      if let small = UInt16(exactly: found) {
        pairs[GB18030Table.position(lead, trail)] = small
      } else {
        rare[UInt16(lead) << 8 | UInt16(trail)] = found
      }
    }
    bytes = []
    for linear in 0..<39_420 {
      bytes.append(0x81 + UInt8(linear / 12_600))
      bytes.append(0x30 + UInt8(linear / 1260 % 10))
      bytes.append(0x81 + UInt8(linear / 10 % 126))
      bytes.append(0x30 + UInt8(linear % 10))
    }
    self.pairs = pairs
    self.rare = rare
    quadruples = GB18030Table.scalars(bytes, each: 4).map { UInt16(exactly: $0) ?? 0 }
  }

  /// The scalars of units of so many bytes, 0 where there is none.
  private static func scalars(_ bytes: [UInt8], each width: Int) -> [UInt32] {
    let converter = iconv_open("UTF-32LE", "GB18030")
    defer { iconv_close(converter) }
    var scalars = [UInt32](repeating: 0, count: bytes.count / width)
    var source = bytes.map { CChar(bitPattern: $0) }
    source.withUnsafeMutableBufferPointer { source in
      scalars.withUnsafeMutableBytes { scalars in
        var left = source.count
        while left > 0 {
          let start = source.count - left
          var from = source.baseAddress.map { $0 + start }
          var to = scalars.baseAddress.map {
            ($0 + start / width * 4).assumingMemoryBound(to: CChar.self)
          }
          var room = left / width * 4
          if iconv(converter, &from, &left, &to, &room) != -1 { break }
          // The unit where it stopped stands for nothing.
          left -= min(left, width)
          iconv(converter, nil, nil, nil, nil)
        }
      }
    }
    return scalars.map { UInt32(littleEndian: $0) }
  }
}
