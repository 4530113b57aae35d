import CSimdJSON

/// Strict checking of UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF.
package enum UTF8Scan {
  /// Whether all of it is sound.
  package static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      fupan_utf8_valid($0, bytes.count)
    }
  }

  /// The length of the sound character at `index`, or nil; a character cut at the end is nil.
  package static func characterLength(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let count: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF: count = 2
    case 0xE0: (count, low) = (3, 0xA0)
    case 0xED: (count, high) = (3, 0x9F)
    case 0xE1...0xEF: count = 3
    case 0xF0: (count, low) = (4, 0x90)
    case 0xF4: (count, high) = (4, 0x8F)
    case 0xF1...0xF3: count = 4
    default: return nil
    }
    guard index + count <= bytes.count, (low...high).contains(bytes[index + 1]) else { return nil }
    for offset in 2..<max(count, 2) where bytes[index + offset] & 0xC0 != 0x80 { return nil }
    return count
  }

  /// The positions of the bytes at which no sound character starts, in order, at most `limit`.
  package static func badPositions(
    _ bytes: UnsafeBufferPointer<UInt8>, limit: Int = .max
  ) -> [Int] {
    var found: [Int] = []
    var index = 0
    while index < bytes.count, found.count < limit {
      if let length = characterLength(bytes, at: index) {
        index += length
      } else {
        found.append(index)
        index += 1
      }
    }
    return found
  }

  /// The text with U+FFFD for each byte at which no sound character starts.
  static func mended(_ bytes: UnsafeBufferPointer<UInt8>) -> DecodedText {
    var text = DecodedText()
    var from = 0
    for bad in badPositions(bytes) {
      text.bytes.append(contentsOf: bytes[from..<bad])
      text.faults.append(DecodedText.Fault(source: bad, decoded: text.bytes.count))
      text.bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      from = bad + 1
    }
    text.bytes.append(contentsOf: bytes[from...])
    return text
  }

  /// How many characters start in a range: bytes that do not continue one.
  package static func characterCount(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>
  ) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// How many bytes at the end of a cut piece belong to a character that is not complete.
  package static func cutLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var back = 1
    while back <= min(3, bytes.count) {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 != 0x80 {
        let wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
        return wanted > back ? back : 0
      }
      back += 1
    }
    return 0
  }
}
