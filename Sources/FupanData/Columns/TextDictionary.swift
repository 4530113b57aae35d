/// Numbers the texts of a coded column in the order they are first seen.
struct TextDictionary {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]
  /// A text's number + 1 at the slot its hash leads to, 0 where free. Linear probing; there are at
  /// least twice as many slots as numbers are ever given out before somebody gives up.
  private var slots: [UInt16] = Array(repeating: 0, count: 1024)

  /// How many texts there are.
  var count: Int { offsets.count - 1 }

  /// The texts by their numbers.
  var texts: TextColumn { TextColumn(bytes: bytes, offsets: offsets) }

  /// The number of a text, a new one if it was not seen before.
  ///
  /// - Precondition: there are not many more texts than a coded column can have.
  @inline(__always)
  mutating func number(_ source: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    let hash = NormalizedKeys.hash(source, range)
    var slot = Int(truncatingIfNeeded: hash) & 1023
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isEqual(number, source, range) { return number }
      slot = (slot + 1) & 1023
    }
    slots[slot] = UInt16(truncatingIfNeeded: count + 1)
    bytes.append(contentsOf: source[range])
    offsets.append(UInt32(bytes.count))
    return count - 1
  }

  @inline(__always)
  private func isEqual(
    _ number: Int, _ source: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> Bool {
    let start = Int(offsets[number])
    let count = range.count
    guard Int(offsets[number + 1]) - start == count else { return false }
    return bytes.withUnsafeBytes { bytes in
      var index = 0
      while index + 8 <= count {
        if bytes.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
          != source.loadUnaligned(fromByteOffset: range.lowerBound + index, as: UInt64.self)
        {
          return false
        }
        index += 8
      }
      while index < count {
        if bytes[start + index] != source[range.lowerBound + index] { return false }
        index += 1
      }
      return true
    }
  }
}
