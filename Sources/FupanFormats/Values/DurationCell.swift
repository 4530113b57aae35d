import FupanData

/// A length of time as it is written in a cell: `528秒`, `10.59秒`, `1分20秒`, `00:01:20`, `1h2m`,
/// or a bare number of seconds.
enum DurationCell {
  /// Seconds, as a decimal of some scale; nil where it is none. `1:20` is none: nobody can tell
  /// hours from minutes there.
  static func read(_ cell: UnsafeBufferPointer<UInt8>) -> (unscaled: Int128, scale: Int)? {
    guard cell.count <= 64 else { return nil }
    return PlainCell.with(cell) { read(plain: $0) }
  }

  private static func read(
    plain cell: UnsafeBufferPointer<UInt8>
  ) -> (unscaled: Int128, scale: Int)? {
    var cursor = CellCursor(cell)
    cursor.trim()
    if let number = cursor.wholeNumber() {
      return (Int128(number.unscaled), number.fractionDigits)
    }
    var total: Int128 = 0
    let scale = 9
    var smallest = Int64.max
    var isFirst = true
    while !cursor.isAtEnd {
      guard let number = cursor.number() else { return nil }
      if isFirst, cursor.skip(":") {
        return clock(number, &cursor)
      }
      isFirst = false
      var fraction = CellCursor.Number(unscaled: 0, digits: 0)
      if cursor.skip(".") {
        guard let written = cursor.number(), written.digits <= scale else { return nil }
        fraction = written
      }
      guard let unit = unit(&cursor), unit < smallest else { return nil }
      smallest = unit
      let power = DecimalText.powersOfTen[scale - fraction.digits]
      let amount =
        Int128(number.unscaled) * DecimalText.powersOfTen[scale] + Int128(fraction.unscaled) * power
      total += amount * Int128(unit) / 1000
      cursor.skipSpaces()
    }
    return isFirst ? nil : (total, scale)
  }

  private static func clock(
    _ hours: CellCursor.Number, _ cursor: inout CellCursor
  ) -> (unscaled: Int128, scale: Int)? {
    guard let minutes = cursor.number(), minutes.digits == 2, minutes.unscaled < 60,
      cursor.skip(":"), let seconds = cursor.number(), seconds.digits == 2, seconds.unscaled < 60
    else { return nil }
    var fraction = CellCursor.Number(unscaled: 0, digits: 0)
    if cursor.skip(".") {
      guard let written = cursor.number(), written.digits <= 9 else { return nil }
      fraction = written
    }
    guard cursor.isAtEnd else { return nil }
    let whole = Int128(hours.unscaled) * 3600 + Int128(minutes.unscaled * 60 + seconds.unscaled)
    return (
      whole * DecimalText.powersOfTen[fraction.digits] + Int128(fraction.unscaled), fraction.digits
    )
  }

  /// Milliseconds of the unit here.
  private static func unit(_ cursor: inout CellCursor) -> Int64? {
    if cursor.skip("毫秒") || cursor.skip("ms") { return 1 }
    if cursor.skip("秒钟") || cursor.skip("秒") || cursor.skip("sec") || cursor.skip("s") {
      return 1000
    }
    if cursor.skip("分钟") || cursor.skip("分") || cursor.skip("min") || cursor.skip("m") {
      return 60_000
    }
    if cursor.skip("小时") || cursor.skip("时") || cursor.skip("h") { return 3_600_000 }
    if cursor.skip("天") || cursor.skip("d") { return 86_400_000 }
    return nil
  }
}
