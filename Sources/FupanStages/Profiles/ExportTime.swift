import FupanData

/// When an export was downloaded, as far as the name of its file tells.
///
///     ExportOrderList202604250915.csv    2026-04-25 09:15
///     有赞订单20260425 (1).csv            2026-04-25, and a second download of that name
///     1777079700_订单.csv                 seconds since 1970
struct ExportTime: Hashable, Comparable {
  /// Seconds on the clock of the export's zone, counted from 1970; least where the name has none.
  let seconds: Int64
  /// The number that a browser adds to a name that is taken: `(1)`; 0 without.
  let copy: Int

  static func < (left: ExportTime, right: ExportTime) -> Bool {
    (left.seconds, left.copy) < (right.seconds, right.copy)
  }

  /// - Parameter zone: the zone of the export's civil times.
  init(ofFile path: String, in zone: TimeZoneRules) {
    var name = path.split(separator: "/").last.map { Array($0.utf8) } ?? []
    copy = ExportTime.takeCopy(from: &name)
    let runs = ExportTime.runs(in: name)
    let times = runs.indices.compactMap { ExportTime.time(at: $0, runs, in: zone) }
    // A name may tell the days it covers too; it was downloaded after them.
    seconds = times.max() ?? .min
  }

  /// A run of digits and the bytes that stand between it and the run before.
  private struct Run {
    let digits: [UInt8]
    let gap: [UInt8]

    var number: Int { digits.reduce(0) { $0 &* 10 &+ Int($1 - 0x30) } }

    /// Whether only a separator stands before it.
    var follows: Bool { (1...3).contains(gap.count) && !gap.contains(where: ExportTime.isLetter) }
  }

  /// Letters of Latin script; 年 and 月 separate.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) && byte != 0x54 && byte < 0x80
  }

  private static func runs(in name: [UInt8]) -> [Run] {
    var runs: [Run] = []
    var digits: [UInt8] = []
    var gap: [UInt8] = []
    for byte in name + [0] {
      if (0x30...0x39).contains(byte) {
        digits.append(byte)
        continue
      }
      if !digits.isEmpty {
        runs.append(Run(digits: digits, gap: gap))
        digits = []
        gap = []
      }
      gap.append(byte)
    }
    return runs
  }

  /// The time that starts with a run, or nil.
  private static func time(at index: Int, _ runs: [Run], in zone: TimeZoneRules) -> Int64? {
    let run = runs[index]
    func following(_ offset: Int, _ lengths: ClosedRange<Int>) -> Int? {
      guard runs.indices.contains(index + offset) else { return nil }
      let next = runs[index + offset]
      return next.follows && lengths.contains(next.digits.count) ? next.number : nil
    }
    func part(_ range: Range<Int>) -> Int {
      Run(digits: Array(run.digits[range]), gap: []).number
    }
    func clock(from offset: Int) -> Int {
      if let time = following(offset, 6...6) { return time }
      if let time = following(offset, 4...4) { return time * 100 }
      guard let hour = following(offset, 1...2), let minute = following(offset + 1, 2...2) else {
        return 0
      }
      return hour * 10_000 + minute * 100 + (following(offset + 2, 2...2) ?? 0)
    }
    switch run.digits.count {
    case 14: return civil(part(0..<8), part(8..<14))
    case 13: return epoch(run.number / 1000, in: zone)
    case 12: return civil(part(0..<8), part(8..<12) * 100)
    case 10:
      return civil(part(0..<8), part(8..<10) * 10_000) ?? epoch(run.number, in: zone)
    case 8: return civil(part(0..<8), clock(from: 1)) ?? civil(part(0..<8), 0)
    case 6: return civil(run.number * 100 + 1, 0)
    case 4:
      guard let month = following(1, 1...2) else { return nil }
      guard let day = following(2, 1...2) else {
        return civil(run.number * 10_000 + month * 100 + 1, 0)
      }
      let date = run.number * 10_000 + month * 100 + day
      return civil(date, clock(from: 3)) ?? civil(date, 0)
    default: return nil
    }
  }

  /// Seconds of a day written `20260425` and a time written `91500`, or nil for others.
  private static func civil(_ date: Int, _ time: Int) -> Int64? {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
    let (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
    guard (2000...2099).contains(year), hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  private static func epoch(_ seconds: Int, in zone: TimeZoneRules) -> Int64? {
    guard (946_684_800..<4_102_444_800).contains(seconds) else { return nil }
    return zone.local(Int64(seconds) * 1_000_000) / 1_000_000
  }

  /// Takes ` (1)` or `（1）` from before the name's ending.
  private static func takeCopy(from name: inout [UInt8]) -> Int {
    for (open, close) in [("(", ")"), ("（", "）")] {
      let (left, right) = (Array(open.utf8), Array(close.utf8))
      guard let start = name.indices.last(where: { name[$0...].starts(with: left) }) else {
        continue
      }
      let rest = name[(start + left.count)...]
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      let after = rest.dropFirst(digits.count)
      guard (1...4).contains(digits.count), after.starts(with: right) else { continue }
      let ending = after.dropFirst(right.count)
      guard ending.isEmpty || ending.first == UInt8(ascii: ".") else { continue }
      name = Array(name[..<start]) + ending
      return Run(digits: Array(digits), gap: []).number
    }
    return 0
  }
}
