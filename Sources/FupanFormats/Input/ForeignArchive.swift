/// Archives that are only told, so that none is taken for text.
enum ForeignArchive {
  /// The kind of an archive that starts so, or nil.
  static func kind(of prefix: [UInt8]) -> String? {
    let starts: KeyValuePairs<String, [UInt8]> = [
      "7z": [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
      "rar": [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07],
      "xz": [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      "lz4": [0x04, 0x22, 0x4D, 0x18],
    ]
    if let found = starts.first(where: { prefix.starts(with: $0.value) }) { return found.key }
    return prefix.count > 262 && prefix[257..<262].elementsEqual("ustar".utf8) ? "tar" : nil
  }
}
