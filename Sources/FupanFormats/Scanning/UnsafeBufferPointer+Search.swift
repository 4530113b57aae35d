import CSimdJSON
import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// The first position of a byte in a range, or nil.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The first LF or CR in a range, or nil.
  func firstLineEnd(in range: Range<Int>) -> Int? {
    let feed = firstIndex(of: UInt8(ascii: "\n"), in: range)
    let before = range.lowerBound..<(feed ?? range.upperBound)
    return firstIndex(of: UInt8(ascii: "\r"), in: before) ?? feed
  }

  /// How many physical lines end in a range: LF, CRLF and CR each end one.
  ///
  /// - Precondition: the range does not split a CRLF.
  func lineEndCount(in range: Range<Int>) -> Int {
    guard let last = range.last else { return 0 }
    let bytes = UnsafeRawBufferPointer(self)
    var total = 0
    var index = range.lowerBound
    while index + 9 <= last {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let next = bytes.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
      let feeds = word.bytesEqual(to: 10)
      let loneReturns = word.bytesEqual(to: 13) & ~next.bytesEqual(to: 10)
      total &+= (feeds | loneReturns).nonzeroBitCount
      index &+= 8
    }
    while index < last {
      let isLoneReturn = self[index] == 13 && self[index + 1] != 10
      if self[index] == 10 || isLoneReturn { total += 1 }
      index += 1
    }
    return total + (self[last] == 10 || self[last] == 13 ? 1 : 0)
  }

  /// How many LF there are in a range.
  func lineFeedCount(in range: Range<Int>) -> Int {
    guard let base = baseAddress, !range.isEmpty else { return 0 }
    let text = UnsafeRawPointer(base + range.lowerBound).assumingMemoryBound(to: CChar.self)
    return fupan_line_feed_count(text, range.count)
  }
}

extension UInt64 {
  /// Eight bytes at once: the highest bit of each that equals `byte`, no other bit.
  @inline(__always)
  fileprivate func bytesEqual(to byte: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let difference = self ^ (byte &* 0x0101_0101_0101_0101)
    return ~(((difference & low) &+ low) | difference | low)
  }
}
