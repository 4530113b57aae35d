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
    guard let base = baseAddress, !range.isEmpty else { return 0 }
    var total = 0
    var start = range.lowerBound
    let last = range.upperBound - 1
    while start < last {
      // A small counter and no branch let the compiler look at many bytes at once.
      let end = Swift.min(start + 4096, last)
      var count: Int32 = 0
      for index in start..<end {
        let isFeed = base[index] == 10
        let isLoneReturn = (base[index] == 13) && (base[index + 1] != 10)
        count &+= (isFeed ? 1 : 0) &+ (isLoneReturn ? 1 : 0)
      }
      total += Int(count)
      start = end
    }
    return total + (base[last] == 10 || base[last] == 13 ? 1 : 0)
  }

  /// How many LF there are in a range.
  func lineFeedCount(in range: Range<Int>) -> Int {
    guard let base = baseAddress else { return 0 }
    var total = 0
    var start = range.lowerBound
    while start < range.upperBound {
      // A small counter lets the compiler look at many bytes at once.
      let end = Swift.min(start + 4096, range.upperBound)
      var count: Int32 = 0
      for index in start..<end { count &+= base[index] == 10 ? 1 : 0 }
      total += Int(count)
      start = end
    }
    return total
  }
}
