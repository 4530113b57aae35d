/// Puts keys in the order of their bytes: by eight of them at a time, from the first that differ.
struct KeyOrder {
  private let view: KeyView
  private let heads: [UInt128]
  /// Empty where every key is in its head.
  private let tails: [UInt128]

  init(_ view: KeyView) {
    self.view = view
    guard view.heads.contains(where: { KeyView.isLong($0) }) else {
      (heads, tails) = (Array(view.heads), Array(view.tails))
      return
    }
    let words = (0..<view.count).map { view.words($0) }
    heads = words.map { $0.head }
    tails = words.map { $0.tail }
  }

  /// The rows in their order, equal ones as they stand.
  func rows(_ rows: some RandomAccessCollection<Int32>) -> [Int32] {
    let rows = Array(rows)
    let shared = sharedBits(rows)
    if shared == 256 { return rows.sorted { isBefore($0, $1) } }
    let numbers = rows.map { number(Int($0), from: shared) }
    let ordered = RadixOrder.rows(0..<Int32(rows.count), by: numbers)
    var result: [Int32] = []
    result.reserveCapacity(rows.count)
    var start = 0
    for end in 1...ordered.count
    where end == ordered.count
      || numbers[Int(ordered[end])] != numbers[Int(ordered[start])]
    {
      if end - start == 1 {
        result.append(rows[Int(ordered[start])])
      } else {
        // Rows that are alike so far.
        var tied = ordered[start..<end].map { rows[Int($0)] }
        if tied.count > 16 {
          tied = self.rows(tied)
        } else {
          tied.withUnsafeMutableBufferPointer { $0.orderByInsertion(isBefore) }
        }
        result += tied
      }
      start = end
    }
    return result
  }

  private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
    let (left, right) = (Int(left), Int(right))
    if heads[left] != heads[right] { return heads[left] < heads[right] }
    if !tails.isEmpty, tails[left] != tails[right] { return tails[left] < tails[right] }
    return view.compareRest(left, right) < 0
  }

  /// How many bits all rows' first 32 bytes start with.
  private func sharedBits(_ rows: [Int32]) -> Int {
    guard let first = rows.first else { return 256 }
    var (head, tail): (UInt128, UInt128) = (0, 0)
    for row in rows {
      head |= heads[Int(row)] ^ heads[Int(first)]
      if !tails.isEmpty { tail |= tails[Int(row)] ^ tails[Int(first)] }
    }
    return head != 0 ? head.leadingZeroBitCount : 128 + tail.leadingZeroBitCount
  }

  /// The 64 bits of a key from one on.
  private func number(_ row: Int, from bit: Int) -> UInt64 {
    let tail = tails.isEmpty ? 0 : tails[row]
    // A shift by 128 gives 0.
    let word =
      bit < 128
      ? heads[row] << UInt128(bit) | tail >> UInt128(128 - bit)
      : tail << UInt128(bit - 128)
    return UInt64(truncatingIfNeeded: word >> 64)
  }
}
