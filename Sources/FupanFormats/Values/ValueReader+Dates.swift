import FupanData
import FupanDiagnostics
import FupanPlan

extension ValueReader {
  func dates(_ column: TextColumn, _ formats: [DateFormat]) -> Result {
    let formats = formats.isEmpty ? [.yearFirst] : formats
    let isYearFirst = formats.contains(.yearFirst)
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let values = fixed(
      column, zero: Int32(0), &failures,
      fast: { cell, count in
        guard isYearFirst, let day = ValueReader.plainDay(cell, count) else { return nil }
        return Int32(truncatingIfNeeded: day)
      },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        do throws(CivilCell.Refusal) {
          switch try CivilCell.read(cell, formats, year: conversion.yearHint) {
          case .local(let day, _): return .value(Int32(truncatingIfNeeded: day))
          case .instant: return .failure(.notADate, ValueReader.facts(formats))
          }
        } catch { return ValueReader.outcome(error, formats, &tally) }
      })
    return Result(column: .date(values), failures: failures, tally: tally)
  }

  func timestamps(_ column: TextColumn, _ formats: [DateFormat]) -> Result {
    let formats = formats.isEmpty ? [.yearFirst] : formats
    let isYearFirst = formats.contains(.yearFirst)
    let onlyEpoch: DateFormat? = formats.count == 1 ? formats[0] : nil
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    var clock = ZoneClock(zone)
    let values = fixed(
      column, zero: Int64(0), &failures,
      fast: { cell, count in
        if isYearFirst {
          if let local = ValueReader.plainTime(cell, count) { return clock.plainInstant(local) }
          guard let (time, offset) = ValueReader.plainMoment(cell, count) else { return nil }
          return offset.map { time &- $0 } ?? clock.plainInstant(time)
        }
        switch onlyEpoch {
        case .unixSeconds:
          guard count <= 11, let seconds = DecimalText.plain(cell, count, scale: 0),
            seconds >= 0
          else { return nil }
          return seconds * 1_000_000
        case .unixMilliseconds:
          guard count <= 14, let milliseconds = DecimalText.plain(cell, count, scale: 0),
            milliseconds >= 0
          else { return nil }
          return milliseconds * 1000
        default: return nil
        }
      },
      slow: { cell in
        if ValueReader.isBlank(cell) { return .missing }
        do throws(CivilCell.Refusal) {
          switch try CivilCell.read(cell, formats, year: conversion.yearHint) {
          case .instant(let instant): return .value(instant)
          case .local(let day, let time):
            let local = Int64(day) * 86_400_000_000 + time
            if let instant = clock.plainInstant(local) { return .value(instant) }
            let instants = zone.instants(ofLocal: local)
            if instants.count == 1 { return .value(instants[0]) }
            return .failure(
              instants.isEmpty ? .nonexistentTime : .ambiguousTime,
              [Fact("zone", .text(zone.identifier))])
          }
        } catch { return ValueReader.outcome(error, formats, &tally) }
      })
    return Result(column: .timestamp(values), failures: failures, tally: tally)
  }

  /// A zone's clock that remembers the season it was asked about last.
  private struct ZoneClock {
    let zone: TimeZoneRules
    private var range: Range<Int64> = 0..<0
    private var offset: Int64 = 0

    init(_ zone: TimeZoneRules) { self.zone = zone }

    @inline(__always)
    mutating func plainInstant(_ local: Int64) -> Int64? {
      if range.contains(local) { return local &- offset }
      guard let season = zone.plainTimes(around: local) else { return nil }
      (range, offset) = season
      return local &- offset
    }
  }

  /// One or two digits at `index`, which moves behind them; or nil.
  @inline(__always)
  private static func shortNumber(
    _ cell: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int
  ) -> Int? {
    guard index < count else { return nil }
    let first = cell[index] &- 48
    guard first < 10 else { return nil }
    index &+= 1
    guard index < count else { return Int(first) }
    let second = cell[index] &- 48
    guard second < 10 else { return Int(first) }
    index &+= 1
    return Int(first) &* 10 &+ Int(second)
  }

  /// The day that `2026-04-10` or `2026/4/10` at the start of a cell is, `index` moving behind it;
  /// or nil for the longer path.
  @inline(__always)
  static func plainDay(
    _ cell: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int
  ) -> Int? {
    guard count >= 8 else { return nil }
    let (y0, y1, y2, y3) = (cell[0] &- 48, cell[1] &- 48, cell[2] &- 48, cell[3] &- 48)
    guard max(y0, y1, y2, y3) < 10 else { return nil }
    let separator = cell[4]
    guard separator == 0x2D || separator == 0x2F else { return nil }
    index = 5
    guard let month = shortNumber(cell, &index, count), index < count, cell[index] == separator
    else { return nil }
    index &+= 1
    guard let day = shortNumber(cell, &index, count) else { return nil }
    let year = Int(y0) * 1000 + Int(y1) * 100 + Int(y2) * 10 + Int(y3)
    guard year > 0, month >= 1, month <= 12, day >= 1, day <= 31 else { return nil }
    if day > 28, day > CivilDate.daysInMonth(month, ofYear: year) { return nil }
    // Days from the civil calendar (Hinnant 2013, chrono-compatible low-level date algorithms).
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of a cell that is nothing but `2026-04-10` or `2026/4/10`, or nil.
  @inline(__always)
  static func plainDay(_ cell: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var index = 0
    guard let day = plainDay(cell, &index, count), index == count else { return nil }
    return day
  }

  /// The local microseconds of `2026-04-10 08:05:30` or `2026/4/10 8:05`, with a space or `T`, or
  /// nil for the longer path.
  @inline(__always)
  static func plainTime(_ cell: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var index = 0
    guard let day = plainDay(cell, &index, count) else { return nil }
    let midnight = Int64(day) &* 86_400_000_000
    if index == count { return midnight }
    guard cell[index] == 0x20 || cell[index] == 0x54 else { return nil }
    index &+= 1
    guard let hour = shortNumber(cell, &index, count), hour < 24, index &+ 3 <= count,
      cell[index] == 0x3A
    else { return nil }
    let (m0, m1) = (cell[index &+ 1] &- 48, cell[index &+ 2] &- 48)
    guard m0 < 6, m1 < 10 else { return nil }
    index &+= 3
    var seconds = Int64(hour) * 3600 + (Int64(m0) * 10 + Int64(m1)) * 60
    if index < count {
      guard index &+ 3 == count, cell[index] == 0x3A else { return nil }
      let (s0, s1) = (cell[index &+ 1] &- 48, cell[index &+ 2] &- 48)
      guard s0 < 6, s1 < 10 else { return nil }
      seconds += Int64(s0) * 10 + Int64(s1)
    }
    return midnight &+ seconds &* 1_000_000
  }

  private static func facts(_ formats: [DateFormat]) -> [Fact] {
    [Fact("formats", .list(formats.map { $0.rawValue }))]
  }

  private static func outcome<Element>(
    _ refusal: CivilCell.Refusal, _ formats: [DateFormat], _ tally: inout ColumnTally
  ) -> Outcome<Element> {
    switch refusal {
    case .notADate: return .failure(.notADate, facts(formats))
    case .zeroDate:
      tally.zeroDates += 1
      return .missing
    case .withoutYear: return .failure(.dateWithoutYear)
    case .ambiguous: return .failure(.ambiguousDate)
    case .bareNumber: return .failure(.serialNotDeclared)
    }
  }
}
