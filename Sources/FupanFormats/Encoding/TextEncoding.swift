/// How the bytes of a text file stand for characters.
///
/// Two are recognised without being declared: UTF-8 and GB18030. UTF-16 and UTF-32 are by their byte
/// order mark; all others only where they are declared.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// Every Chinese national encoding: GB18030 holds all of GBK and GB2312.
  case gb18030
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case utf32LittleEndian = "utf-32le"
  case utf32BigEndian = "utf-32be"
  /// Traditional Chinese, with the characters of Hong Kong.
  case big5
  /// Western European, as older exports and Excel in Europe write it.
  case windows1252 = "windows-1252"

  /// The encoding that people call so, or nil: `UTF8`, `gbk`, `cp936`, `GB2312`.
  ///
  /// - Parameter start: the first bytes of the text: `utf-16` and `utf-32` say no byte order, so the
  ///   mark there decides, else it is the little one first.
  package init?(named name: String, start: [UInt8] = []) {
    let plain = String(
      name.lowercased().unicodeScalars.filter { !"-_ .:".unicodeScalars.contains($0) }
        .map { Character($0) })
    switch plain {
    case "utf8", "utf8sig", "utf8bom", "utf8mb4", "cp65001", "ascii", "usascii": self = .utf8
    case "gb18030", "gbk", "gb2312", "gb231280", "gb180302005", "gb180302022",
      "cp936", "ms936", "windows936", "xgbk", "xgb18030", "xgb2312", "euccn", "xeuccn", "cngb",
      "ansi":
      self = .gb18030
    case "utf16", "unicode", "ucs2":
      self = start.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : .utf16LittleEndian
    case "utf16le", "ucs2le": self = .utf16LittleEndian
    case "utf16be", "ucs2be": self = .utf16BigEndian
    case "utf32", "ucs4":
      self = start.starts(with: [0, 0, 0xFE, 0xFF]) ? .utf32BigEndian : .utf32LittleEndian
    case "utf32le", "ucs4le": self = .utf32LittleEndian
    case "utf32be", "ucs4be": self = .utf32BigEndian
    case "big5", "big5hkscs", "cp950", "ms950", "windows950", "xbig5": self = .big5
    case "windows1252", "cp1252", "latin1", "iso88591": self = .windows1252
    default: return nil
    }
  }

  /// Whether text is turned into UTF-8 while it is read, not chunk by chunk.
  package var isTranscodedAhead: Bool { self != .utf8 && self != .gb18030 }

  /// The byte order mark by which a file begins, where the encoding has one.
  package var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .gb18030: [0x84, 0x31, 0x95, 0x33]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
    case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
    case .big5, .windows1252: []
    }
  }

  /// What the C library calls it.
  var iconvName: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .utf32LittleEndian: "UTF-32LE"
    case .utf32BigEndian: "UTF-32BE"
    case .big5: "BIG5-HKSCS"
    case .windows1252: "CP1252"
    }
  }

  /// How many bytes are skipped where none of them can be read.
  var unit: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf32LittleEndian, .utf32BigEndian: 4
    default: 1
    }
  }
}
