/// What the first bytes of a file tell about its encoding.
struct EncodingEvidence {
  private(set) var isASCII = true
  private(set) var firstBadUTF8: Int?
  /// Whether all characters beyond ASCII are U+0080–U+07FF, as UTF-8.
  private(set) var isOnlyTwoByteUTF8 = true
  private(set) var isMostlyUTF8 = false
  /// Whether it is sound GB18030; not looked at where it plainly is UTF-8.
  private(set) var isGB18030 = false
  /// Whether the text would be odd as GB18030: hardly any of its characters are of those that
  /// Chinese is written with.
  private(set) var isOddGB18030 = false

  /// - Parameters:
  ///   - isWhole: whether the file ends with these bytes.
  ///   - looksForGB18030: whether somebody asks about GB18030, which takes longest.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, looksForGB18030: Bool = true) {
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
    // Sound UTF-8 with longer characters is UTF-8 whatever else it may be.
    if !looksForGB18030 || firstBadUTF8 == nil && !isOnlyTwoByteUTF8 { return }
    let decoded = GB18030Decoder.decode(bytes)
    isGB18030 = decoded.faults.allSatisfy { !isWhole && $0.source + 3 >= bytes.count }
    if isGB18030, firstBadUTF8 != nil { isOddGB18030 = EncodingEvidence.isOdd(bytes) }
  }

  /// Chinese is nearly all of the characters of GB2312, whose bytes are both from 0xA1. Big5 puts four
  /// of ten second bytes below that, Japanese most first ones.
  private static func isOdd(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var pairs = 0
    var beyondGB2312 = 0
    var isBig5 = true
    var index = 0
    while index + 1 < bytes.count {
      let (lead, trail) = (bytes[index], bytes[index + 1])
      if lead < 0x80 {
        index += 1
      } else if trail < 0x40 {
        isBig5 = false
        index += 4
      } else {
        pairs += 1
        if lead < 0xA1 || trail < 0xA1 { beyondGB2312 += 1 }
        let isBig5Pair =
          (0xA1...0xF9).contains(lead) && (trail < 0x7F || (0xA1...0xFE).contains(trail))
        if !isBig5Pair { isBig5 = false }
        index += 2
      }
    }
    return pairs >= 3
      && (isBig5 && beyondGB2312 * 5 >= pairs || beyondGB2312 * 10 > pairs * 6)
  }

  /// UTF-16 or UTF-32 without a byte order mark: hardly any text has zero bytes, and these have one
  /// or three for each separator, digit and line end.
  static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let bytes = Array(bytes.prefix(64 << 10))
    guard bytes.count >= 8, bytes.contains(0) else { return nil }
    func share(_ unit: Int, _ place: Int) -> Double {
      var found = 0
      for start in stride(from: 0, to: bytes.count - unit + 1, by: unit) {
        let isPlain = (0..<unit).allSatisfy { offset in
          let byte = bytes[start + offset]
          return offset == place
            ? (0x20...0x7E).contains(byte) || (9...13).contains(byte) : byte == 0
        }
        if isPlain { found += 1 }
      }
      return Double(found * unit) / Double(bytes.count)
    }
    let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Scan.isValid($0) }
    // A stray zero byte in plain text makes one such unit, not a quarter of them.
    let enough = isUTF8 ? 0.25 : 0.03
    let candidates: [(TextEncoding, unit: Int, place: Int)] = [
      (.utf32LittleEndian, 4, 0), (.utf32BigEndian, 4, 3), (.utf16LittleEndian, 2, 0),
      (.utf16BigEndian, 2, 1),
    ]
    return candidates.first { share($0.unit, $0.place) >= enough }?.0
  }
}
