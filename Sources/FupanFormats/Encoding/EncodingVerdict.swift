import FupanDiagnostics

/// Which encoding a file has, decided once on its first bytes and never changed afterwards.
///
/// A byte order mark decides; else strict UTF-8 is tried, then GB18030; no other is tried, as nearly
/// all bytes are text in some of them. Text that would be sound as both, and whose only characters beyond ASCII as UTF-8 are U+0080–U+07FF, is refused as ambiguous:
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
      guard let encoding = TextEncoding(named: declared, start: prefix) else {
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
      let isMarked = !encoding.mark.isEmpty && prefix.starts(with: encoding.mark)
      return EncodingVerdict(encoding, markLength: isMarked ? encoding.mark.count : 0)
    }
    try requireText(prefix, file: file)
    if let marked = marked(prefix) {
      return EncodingVerdict(marked, markLength: marked.mark.count)
    }
    return EncodingVerdict(try guess(prefix, isWhole: isWhole, file: file))
  }

  /// The encoding that a file's byte order mark says; UTF-32's begins as UTF-16's does.
  static func marked(_ prefix: [UInt8]) -> TextEncoding? {
    TextEncoding.allCases.filter { !$0.mark.isEmpty && prefix.starts(with: $0.mark) }
      .max { $0.mark.count < $1.mark.count }
  }

  /// The encoding that the text clearly has where it is another than the declared one: sound UTF-8
  /// of Chinese is no GB18030, text with bytes that UTF-8 does not have, all of it sound GB18030, is
  /// no UTF-8, and a byte order mark is believed.
  private static func likely(
    instead declared: TextEncoding, _ prefix: [UInt8], isWhole: Bool
  ) -> TextEncoding? {
    if let marked = marked(prefix), marked != declared { return marked }
    guard declared == .utf8 || declared == .gb18030 else { return nil }
    let evidence = prefix.withUnsafeBufferPointer {
      EncodingEvidence($0, isWhole: isWhole, looksForGB18030: declared == .utf8)
    }
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
    if ZipArchive.starts(prefix[...]) { throw Problems(Diagnostic(.inputIsWorkbook, fact)) }
    if let kind = ForeignArchive.kind(of: prefix) {
      throw Problems(
        Diagnostic(.inputIsArchive, ["file": .text(file), "kind": .text(kind)]))
    }
    let start = prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = String(decoding: prefix.dropFirst(start).prefix(64), as: UTF8.self)
      .drop { $0.isWhitespace }.lowercased()
    if ["<!doctype html", "<html", "<table", "<?xml"].contains(where: { head.hasPrefix($0) }) {
      throw Problems(Diagnostic(.inputIsPage, fact))
    }
  }

  /// Refuses UTF-16 and UTF-32 that nobody declared and that no mark tells.
  static func requireMark(_ prefix: [UInt8], file: String) throws(Problems) {
    guard let wide = EncodingEvidence.wide(prefix[...]) else { return }
    throw Problems(
      Diagnostic(
        .unmarkedEncoding, ["file": .text(file), "encoding": .text(wide.rawValue)]))
  }

  private static func guess(
    _ prefix: [UInt8], isWhole: Bool, file: String
  ) throws(Problems) -> TextEncoding {
    let evidence = prefix.withUnsafeBufferPointer { EncodingEvidence($0, isWhole: isWhole) }
    try requireMark(prefix, file: file)
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
    if evidence.isGB18030, !evidence.isOddGB18030 { return .gb18030 }
    throw Problems(
      Diagnostic(
        evidence.isGB18030 ? .unlikelyEncoding : .unknownEncoding,
        [
          "file": .text(file), "offset": .integer(evidence.firstBadUTF8 ?? 0),
          "likely": EncodingHint.phrase(prefix),
        ]))
  }
}
