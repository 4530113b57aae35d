extension Collection where Element == UInt8, Index == Int {
  /// The position after the line end that begins at a position: LF, CRLF or CR.
  func end(ofLineEndAt index: Int) -> Int {
    let isPair = self[index] == 13 && index + 1 < endIndex && self[index + 1] == 10
    return index + (isPair ? 2 : 1)
  }

  /// A record's range without its line end.
  func withoutLineEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, self[end - 1] == 10 || self[end - 1] == 13 { end -= 1 }
    return range.lowerBound..<end
  }
}
