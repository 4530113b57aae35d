extension ValueReader {
  /// The microseconds and the offset of `2026-04-10T08:05:30.123Z` or `2026-04-10 08:05:30+08:00`, as
  /// machines write them: with seconds, whose digits beyond microseconds are cut off, and with or
  /// without an offset. Nil for the longer path.
  static func plainMoment(
    _ cell: UnsafePointer<UInt8>, _ count: Int
  ) -> (time: Int64, offset: Int64?)? {
    var index = 0
    guard let day = plainDay(cell, &index, count), index &+ 9 <= count,
      cell[index] == 0x20 || cell[index] == 0x54, cell[index &+ 3] == 0x3A,
      cell[index &+ 6] == 0x3A, let hour = twoDigits(cell + index + 1, below: 24),
      let minute = twoDigits(cell + index + 4, below: 60),
      let second = twoDigits(cell + index + 7, below: 60)
    else { return nil }
    index &+= 9
    var micros: Int64 = 0
    if index < count, cell[index] == 0x2E {
      let start = index &+ 1
      var scale: Int64 = 100_000
      index = start
      while index < count, cell[index] &- 48 < 10 {
        micros &+= Int64(cell[index] &- 48) &* scale
        scale /= 10
        index &+= 1
      }
      guard index > start, index &- start <= 9 else { return nil }
    }
    let seconds = (hour &* 60 &+ minute) &* 60 &+ second
    let time = Int64(day) &* 86_400_000_000 &+ seconds &* 1_000_000 &+ micros
    if index == count { return (time, nil) }
    let sign = cell[index]
    if sign == 0x5A { return index &+ 1 == count ? (time, 0) : nil }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    // `+08`, `+0800` or `+08:00`.
    let width = count &- index
    guard width == 3 || width == 5 || width == 6 && cell[index &+ 3] == 0x3A,
      let hours = twoDigits(cell + index + 1, below: 24),
      let minutes = width == 3 ? 0 : twoDigits(cell + count - 2, below: 60)
    else { return nil }
    let offset = (hours &* 60 &+ minutes) &* 60_000_000
    return (time, sign == 0x2B ? offset : 0 &- offset)
  }

  @inline(__always)
  private static func twoDigits(_ cell: UnsafePointer<UInt8>, below limit: Int64) -> Int64? {
    let (tens, ones) = (cell[0] &- 48, cell[1] &- 48)
    guard tens < 10, ones < 10 else { return nil }
    let value = Int64(tens) &* 10 &+ Int64(ones)
    return value < limit ? value : nil
  }
}
