import FupanDiagnostics

/// Which encoding a file has, decided once on its first bytes and never changed afterwards.
///
/// A byte order mark decides; else strict UTF-8 is tried, then GB18030. Text that would be sound as
/// both, and whose only characters beyond ASCII as UTF-8 are U+0080–U+07FF, is refused as ambiguous:
/// 682 common Chinese characters have GB18030 bytes that are sound UTF-8. Text that was already
/// decoded wrongly once (`璁㈠崟` for 订单) is refused as double-encoded.
package struct EncodingVerdict: Hashable, Sendable {
  package var encoding: TextEncoding
  /// How many bytes the byte order mark takes.
  package var markLength: Int

  /// How many bytes are looked at.
  package static let prefixLength = 1 << 20

  package init(_ encoding: TextEncoding, markLength: Int = 0) {
    self.encoding = encoding
    self.markLength = markLength
  }

  /// The verdict on a file's first bytes.
  ///
  /// - Parameters:
  ///   - prefix: the file's first ``prefixLength`` bytes, or all of it.
  ///   - isWhole: whether the file ends there.
  ///   - declared: the encoding's name as the user gave it; then nothing is guessed.
  package static func decide(
    _ prefix: [UInt8], isWhole: Bool, declared: String?, file: String
  ) throws(Problems) -> EncodingVerdict {
    let prefix = prefix.count > prefixLength ? Array(prefix[..<prefixLength]) : prefix
    let isWhole = isWhole && prefix.count <= prefixLength
    if let declared {
      guard let encoding = TextEncoding(named: declared) else {
        throw Problems(
          Diagnostic(
            .unknownEncodingName,
            [
              "encoding": .text(declared),
              "known": .list(TextEncoding.allCases.map { $0.rawValue }),
            ]))
      }
      if let likely = likely(instead: encoding, prefix, isWhole: isWhole) {
        throw Problems(
          Diagnostic(
            .wrongEncoding,
            [
              "file": .text(file), "declared": .text(encoding.rawValue),
              "encoding": .text(likely.rawValue),
            ]))
      }
      return EncodingVerdict(encoding, markLength: mark(prefix, of: encoding))
    }
    try requireText(prefix, file: file)
    if prefix.starts(with: [0xFF, 0xFE, 0, 0]) || prefix.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw Problems(Diagnostic(.utf32NotRead, ["file": .text(file)]))
    }
    for encoding in TextEncoding.allCases where mark(prefix, of: encoding) > 0 {
      return EncodingVerdict(encoding, markLength: mark(prefix, of: encoding))
    }
    return EncodingVerdict(try guess(prefix, isWhole: isWhole, file: file))
  }

  private static func mark(_ prefix: [UInt8], of encoding: TextEncoding) -> Int {
    switch encoding {
    case .utf8: prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    case .gb18030: prefix.starts(with: [0x84, 0x31, 0x95, 0x33]) ? 4 : 0
    case .utf16LittleEndian: prefix.starts(with: [0xFF, 0xFE]) ? 2 : 0
    case .utf16BigEndian: prefix.starts(with: [0xFE, 0xFF]) ? 2 : 0
    }
  }

  /// The encoding that the text clearly has where it is another than the declared one: sound UTF-8
  /// of Chinese is no GB18030, and text with bytes that UTF-8 does not have, all of it sound GB18030,
  /// is no UTF-8.
  private static func likely(
    instead declared: TextEncoding, _ prefix: [UInt8], isWhole: Bool
  ) -> TextEncoding? {
    guard declared == .utf8 || declared == .gb18030 else { return nil }
    let evidence = prefix.withUnsafeBufferPointer { Evidence($0, isWhole: isWhole) }
    if evidence.isASCII { return nil }
    switch declared {
    case .gb18030: return evidence.firstBadUTF8 == nil && evidence.isMostlyUTF8 ? .utf8 : nil
    default:
      let isOther = evidence.firstBadUTF8 != nil && !evidence.isMostlyUTF8 && evidence.isGB18030
      return isOther ? .gb18030 : nil
    }
  }

  /// Refuses what is no text at all: workbooks, archives and web pages that are called CSV.
  static func requireText(_ prefix: [UInt8], file: String) throws(Problems) {
    let fact: KeyValuePairs<String, FactValue> = ["file": .text(file)]
    let isOld = prefix.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    if isOld { throw Problems(Diagnostic(.inputIsWorkbook, fact)) }
    if prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      let names = String(decoding: prefix.prefix(4096), as: UTF8.self)
      let isWorkbook = names.contains("[Content_Types].xml") || names.contains("xl/")
      throw Problems(Diagnostic(isWorkbook ? .inputIsWorkbook : .inputIsZip, fact))
    }
    let start = prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = String(decoding: prefix.dropFirst(start).prefix(64), as: UTF8.self)
      .drop { $0.isWhitespace }.lowercased()
    if ["<!doctype html", "<html", "<table", "<?xml"].contains(where: { head.hasPrefix($0) }) {
      throw Problems(Diagnostic(.inputIsPage, fact))
    }
  }

  private static func guess(
    _ prefix: [UInt8], isWhole: Bool, file: String
  ) throws(Problems) -> TextEncoding {
    let evidence = prefix.withUnsafeBufferPointer { Evidence($0, isWhole: isWhole) }
    if evidence.isASCII { return .utf8 }
    if evidence.firstBadUTF8 == nil {
      if DoubleEncoding.isLikely(prefix) {
        throw Problems(Diagnostic(.doubleEncoded, ["file": .text(file)]))
      }
      if evidence.isOnlyTwoByteUTF8, evidence.isGB18030 {
        throw Problems(Diagnostic(.ambiguousEncoding, ["file": .text(file)]))
      }
      return .utf8
    }
    // Chinese in GB18030 hardly ever forms UTF-8 triples; text that mostly does is UTF-8 with damage.
    if evidence.isMostlyUTF8 { return .utf8 }
    if evidence.isGB18030 { return .gb18030 }
    throw Problems(
      Diagnostic(
        .unknownEncoding,
        ["file": .text(file), "offset": .integer(evidence.firstBadUTF8 ?? 0)]))
  }

  /// What the first bytes tell.
  private struct Evidence {
    var isASCII = true
    var firstBadUTF8: Int?
    var isOnlyTwoByteUTF8 = true
    var isMostlyUTF8 = false
    var isGB18030 = true

    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
      isASCII = bytes.allSatisfy { $0 < 0x80 }
      if isASCII { return }
      let end = isWhole ? bytes.count : bytes.count - UTF8Scan.cutLength(bytes)
      let sound = UnsafeBufferPointer(rebasing: bytes[..<end])
      var inTriples = 0
      var beyondASCII = 0
      var index = 0
      while index < sound.count {
        if sound[index] < 0x80 {
          index += 1
        } else if let length = UTF8Scan.characterLength(sound, at: index) {
          beyondASCII += length
          if length > 2 {
            inTriples += length
            isOnlyTwoByteUTF8 = false
          }
          index += length
        } else {
          if firstBadUTF8 == nil { firstBadUTF8 = index }
          beyondASCII += 1
          index += 1
        }
      }
      isMostlyUTF8 = inTriples * 2 > beyondASCII
      let decoded = GB18030Decoder.decode(bytes)
      isGB18030 = decoded.faults.allSatisfy { !isWhole && $0.source + 3 >= bytes.count }
    }
  }
}
