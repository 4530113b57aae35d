import FupanData
import FupanPlan

/// A day or an instant as people and machines write it in a cell.
enum CivilCell {
  /// A day and the microseconds since its start, by a clock whose zone the column knows.
  case local(day: Int, time: Int64)
  /// Microseconds since 1970-01-01T00:00:00Z: epoch numbers, and times with an offset.
  case instant(Int64)

  /// Why a cell is none.
  enum Refusal: Error {
    case notADate, zeroDate, withoutYear, ambiguous, bareNumber
  }

  /// Reads a cell in one of the formats; with a bare number, the first of them that fits.
  ///
  /// - Parameter year: which year days without one are of, or nil where nobody said.
  static func read(
    _ cell: UnsafeBufferPointer<UInt8>, _ formats: [DateFormat], year: YearHint? = nil
  ) throws(Refusal) -> CivilCell {
    guard cell.count <= 64 else { throw .notADate }
    if formats.first == .yearFirst, let found = written(cell) { return found }
    if PlainCell.isPlain(cell) { return try read(plain: cell, formats, year: year) }
    return try PlainCell.with(cell) { plain in
      Result { () throws(Refusal) in try read(plain: plain, formats, year: year) }
    }.get()
  }

  /// `2025年1月3日`, `2025年1月3日 10:05`, `2025年5月1日 5时4分30秒`: what the longer path reads alike,
  /// which is asked where this is nil.
  private static func written(_ cell: UnsafeBufferPointer<UInt8>) -> CivilCell? {
    var cursor = CellCursor(cell)
    guard let year = cursor.number(), year.digits == 4, cursor.skip("年"),
      let month = cursor.number(), month.digits <= 2, cursor.skip("月"),
      let day = cursor.number(), day.digits <= 2, cursor.skip("日"), year.unscaled >= 1,
      let date = CivilDate(
        year: Int(year.unscaled), month: Int(month.unscaled), day: Int(day.unscaled))
    else { return nil }
    if cursor.isAtEnd { return .local(day: date.daysSinceEpoch, time: 0) }
    cursor.skipSpaces()
    guard let hour = cursor.number(), hour.digits <= 2, hour.unscaled < 24 else { return nil }
    var seconds = hour.unscaled * 3600
    if cursor.skip(":") {
      guard let minute = cursor.number(), minute.digits == 2, minute.unscaled < 60 else {
        return nil
      }
      seconds += minute.unscaled * 60
      if cursor.skip(":") {
        guard let second = cursor.number(), second.digits == 2, second.unscaled < 60 else {
          return nil
        }
        seconds += second.unscaled
      }
    } else {
      guard cursor.skip("时"), let minute = cursor.number(), minute.digits <= 2,
        minute.unscaled < 60, cursor.skip("分")
      else { return nil }
      seconds += minute.unscaled * 60
      if let second = cursor.number() {
        guard second.digits <= 2, second.unscaled < 60, cursor.skip("秒") else { return nil }
        seconds += second.unscaled
      }
    }
    return cursor.isAtEnd ? .local(day: date.daysSinceEpoch, time: seconds * 1_000_000) : nil
  }

  private static func read(
    plain cell: UnsafeBufferPointer<UInt8>, _ formats: [DateFormat], year: YearHint?
  ) throws(Refusal) -> CivilCell {
    var cursor = CellCursor(cell)
    cursor.trim()
    if let number = cursor.wholeNumber() { return try read(number, formats) }
    let day = try readDay(&cursor, formats, year)
    cursor.skipSpaces()
    if cursor.isAtEnd { return .local(day: day, time: 0) }
    cursor.skip("T")
    let (time, offset) = try readTime(&cursor)
    guard cursor.isAtEnd else { throw .notADate }
    guard let offset else { return .local(day: day, time: time) }
    return .instant(Int64(day) * 86_400_000_000 + time - offset)
  }

  // MARK: Bare numbers

  private static func read(
    _ number: CellCursor.Number, _ formats: [DateFormat]
  ) throws(Refusal) -> CivilCell {
    for format in formats {
      switch format {
      case .yearFirst:
        guard number.fractionDigits == 0, let found = try compact(number) else { continue }
        return found
      case .excelSerial:
        if let found = serial(number) { return found }
      case .unixSeconds:
        if number.fractionDigits == 0, (0...253_402_300_799).contains(number.unscaled) {
          return .instant(number.unscaled * 1_000_000)
        }
      case .unixMilliseconds:
        if number.fractionDigits == 0, (0...253_402_300_799_999).contains(number.unscaled) {
          return .instant(number.unscaled * 1000)
        }
      case .dayMonthYear, .monthDayYear: continue
      }
    }
    throw .bareNumber
  }

  /// `20250103`, `2026060708` (a day and an hour), `20250103080500`; of the years 1900 to 2100, so
  /// that other numbers do not pass for days.
  private static func compact(_ number: CellCursor.Number) throws(Refusal) -> CivilCell? {
    var rest = number.unscaled
    var hour = 0
    var minute = 0
    var second = 0
    func take() -> Int {
      defer { rest /= 100 }
      return Int(rest % 100)
    }
    switch number.digits {
    case 8: break
    case 10: hour = take()
    case 12: (minute, hour) = (take(), take())
    case 14: (second, minute, hour) = (take(), take(), take())
    default: return nil
    }
    if rest == 0 { throw .zeroDate }
    let (year, month, day) = (Int(rest / 10_000), Int(rest / 100 % 100), Int(rest % 100))
    guard (1900...2100).contains(year), hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return .local(
      day: date.daysSinceEpoch, time: Int64(hour * 3600 + minute * 60 + second) * 1_000_000)
  }

  /// Days since 1899-12-30, to the millisecond. Serial 60 is a day that never was; those before it
  /// are one day off, as the spreadsheet counts them.
  private static func serial(_ number: CellCursor.Number) -> CivilCell? {
    let power = DecimalText.powersOfTen[min(number.fractionDigits, 38)]
    let whole = Int128(number.unscaled) / power
    guard whole >= 1, whole < 2_958_466, whole != 60 else { return nil }
    let fraction = Int128(number.unscaled) % power
    let milliseconds = (fraction * 86_400_000 * 2 + power) / (power * 2)
    let day = Int(whole) - 25_569 + (whole < 60 ? 1 : 0)
    return .local(day: day, time: Int64(milliseconds) * 1000)
  }

  // MARK: Days

  private static func readDay(
    _ cursor: inout CellCursor, _ formats: [DateFormat], _ hint: YearHint?
  ) throws(Refusal) -> Int {
    guard let first = cursor.number(), first.digits <= 4 else { throw .notADate }
    if first.digits == 4 {
      guard formats.contains(.yearFirst) else { throw .notADate }
      let date: (year: Int, month: Int, day: Int)
      if cursor.skip("年") {
        guard let month = cursor.number(), cursor.skip("月"), let day = cursor.number() else {
          throw .notADate
        }
        if !cursor.skip("日") { cursor.skip("号") }
        date = (Int(first.unscaled), Int(month.unscaled), Int(day.unscaled))
      } else {
        guard let separator = cursor.separator(), let month = cursor.number(),
          cursor.separator() == separator, let day = cursor.number(), month.digits <= 2,
          day.digits <= 2
        else { throw .notADate }
        date = (Int(first.unscaled), Int(month.unscaled), Int(day.unscaled))
      }
      if date == (0, 0, 0) { throw .zeroDate }
      guard date.year >= 1, let found = CivilDate(year: date.year, month: date.month, day: date.day)
      else { throw .notADate }
      return found.daysSinceEpoch
    }
    guard first.digits <= 2 else { throw .notADate }
    if cursor.skip("月") {
      guard let day = cursor.number(), day.digits <= 2 else { throw .notADate }
      if !cursor.skip("日") { cursor.skip("号") }
      return try self.day(month: first.unscaled, day.unscaled, of: hint)
    }
    guard let separator = cursor.separator(), let second = cursor.number(), second.digits <= 2
    else { throw .notADate }
    guard cursor.separator() == separator else {
      // `3/25` is a day only where its order is declared as well.
      guard hint != nil else { throw .withoutYear }
      switch (formats.contains(.dayMonthYear), formats.contains(.monthDayYear)) {
      case (true, false): return try day(month: second.unscaled, first.unscaled, of: hint)
      case (false, true): return try day(month: first.unscaled, second.unscaled, of: hint)
      default: throw .ambiguous
      }
    }
    guard let year = cursor.number(), year.digits == 4 else { throw .notADate }
    if first.unscaled == 0, second.unscaled == 0, year.unscaled == 0 { throw .zeroDate }
    let dayFirst = CivilDate(
      year: Int(year.unscaled), month: Int(second.unscaled), day: Int(first.unscaled))
    let monthFirst = CivilDate(
      year: Int(year.unscaled), month: Int(first.unscaled), day: Int(second.unscaled))
    switch (formats.contains(.dayMonthYear), formats.contains(.monthDayYear)) {
    case (true, false):
      guard let dayFirst else { throw .notADate }
      return dayFirst.daysSinceEpoch
    case (false, true):
      guard let monthFirst else { throw .notADate }
      return monthFirst.daysSinceEpoch
    case (true, true):
      guard let one = dayFirst ?? monthFirst else { throw .notADate }
      if let dayFirst, let monthFirst, dayFirst != monthFirst { throw .ambiguous }
      return one.daysSinceEpoch
    case (false, false):
      throw dayFirst == nil && monthFirst == nil ? .notADate : .ambiguous
    }
  }

  private static func day(
    month: Int64, _ day: Int64, of hint: YearHint?
  ) throws(Refusal) -> Int {
    guard (1...12).contains(month), (1...31).contains(day) else { throw .notADate }
    guard let hint else { throw .withoutYear }
    guard let found = hint.day(month: Int(month), day: Int(day)) else { throw .notADate }
    return found
  }

  // MARK: Times

  private static func readTime(
    _ cursor: inout CellCursor
  ) throws(Refusal) -> (time: Int64, offset: Int64?) {
    var half = half(&cursor)
    cursor.skipSpaces()
    guard let hours = cursor.number(), hours.digits <= 2 else { throw .notADate }
    var hour = Int(hours.unscaled)
    var minute = 0
    var second = 0
    var micros: Int64 = 0
    if cursor.skip("时") || cursor.skip("點") || cursor.skip("点") {
      if let minutes = cursor.number() {
        guard cursor.skip("分"), minutes.digits <= 2 else { throw .notADate }
        minute = Int(minutes.unscaled)
        if let seconds = cursor.number() {
          guard cursor.skip("秒"), seconds.digits <= 2 else { throw .notADate }
          second = Int(seconds.unscaled)
        }
      }
    } else {
      guard cursor.skip(":"), let minutes = cursor.number(), minutes.digits == 2 else {
        throw .notADate
      }
      minute = Int(minutes.unscaled)
      if cursor.skip(":") {
        guard let seconds = cursor.number(), seconds.digits == 2 else { throw .notADate }
        second = Int(seconds.unscaled)
        if cursor.skip(".") {
          guard let fraction = cursor.number(), fraction.digits <= 9 else { throw .notADate }
          // Digits beyond microseconds are cut off.
          var value = fraction.unscaled
          for _ in 0..<(9 - fraction.digits) { value *= 10 }
          micros = value / 1000
        }
      }
    }
    cursor.skipSpaces()
    if half == nil { half = self.half(&cursor) }
    if let half {
      guard (1...12).contains(hour) || half == 12 && hour < 24 && hour > 12 else {
        throw .notADate
      }
      if hour <= 12 { hour = hour % 12 + half }
    }
    guard hour < 24, minute < 60, second < 60 else { throw .notADate }
    cursor.skipSpaces()
    let time = Int64(hour * 3600 + minute * 60 + second) * 1_000_000 + micros
    return (time, try readOffset(&cursor))
  }

  /// 0 for 上午 and AM, 12 for 下午 and PM.
  private static func half(_ cursor: inout CellCursor) -> Int? {
    if cursor.skip("上午") || cursor.skip("AM") || cursor.skip("am") { return 0 }
    if cursor.skip("下午") || cursor.skip("PM") || cursor.skip("pm") { return 12 }
    return nil
  }

  private static func readOffset(_ cursor: inout CellCursor) throws(Refusal) -> Int64? {
    if cursor.isAtEnd { return nil }
    if cursor.skip("Z") { return 0 }
    let isNamed = cursor.skip("UTC") || cursor.skip("GMT")
    if isNamed, cursor.isAtEnd { return 0 }
    let sign: Int64
    if cursor.skip("+") {
      sign = 1
    } else if cursor.skip("-") {
      sign = -1
    } else {
      throw .notADate
    }
    guard let number = cursor.number() else { throw .notADate }
    var hours = number.unscaled
    var minutes: Int64 = 0
    if number.digits == 4 {
      minutes = hours % 100
      hours /= 100
    } else if number.digits <= 2 {
      if cursor.skip(":") {
        guard let written = cursor.number(), written.digits == 2 else { throw .notADate }
        minutes = written.unscaled
      } else if !isNamed, number.digits != 2 {
        throw .notADate
      }
    } else {
      throw .notADate
    }
    guard hours < 24, minutes < 60 else { throw .notADate }
    return sign * (hours * 3600 + minutes * 60) * 1_000_000
  }
}
