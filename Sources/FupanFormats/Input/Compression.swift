/// How a file was made smaller, told by its first bytes and never by its name.
enum Compression: String, Hashable, Sendable {
  case gzip
  case zstd
  case bzip2
  /// Bare, as the entries of zip archives are; nothing tells it by.
  case deflate

  /// How many bytes tell the kind.
  static let magicLength = 10

  /// The kind of a file that starts so, or nil.
  init?(of start: ArraySlice<UInt8>) {
    guard let found = [Compression.gzip, .zstd, .bzip2].first(where: { $0.starts(start) }) else {
      return nil
    }
    self = found
  }

  /// Whether bytes are the start of a member of this kind.
  func starts(_ bytes: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .gzip: return bytes.starts(with: [0x1F, 0x8B])
    case .zstd:
      if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return true }
      // A frame to be skipped, as `pzstd` writes.
      return bytes.count >= 4 && bytes.first.map { (0x50...0x5F).contains($0) } ?? false
        && bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
    case .bzip2:
      guard bytes.count >= 10, bytes.starts(with: "BZh".utf8),
        let level = bytes.dropFirst(3).first, (0x31...0x39).contains(level)
      else { return false }
      let rest = bytes.dropFirst(4)
      return rest.starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        || rest.starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
    case .deflate: return false
    }
  }

  /// A new decompressor of this kind.
  func decompressor() -> any Decompressor {
    switch self {
    case .gzip: Inflater(windowBits: 15 + 16)
    case .deflate: Inflater(windowBits: -15)
    case .zstd: ZstdDecompressor()
    case .bzip2: Bzip2Decompressor()
    }
  }
}
