import FupanData

/// Instants as people of a zone write them.
enum LocalTimestamp {
  /// ISO 8601 to the second: `2026-04-25T08:00:00+08:00`.
  static func text(_ instant: Int64, in zone: TimeZoneRules) -> String {
    let second = instant - instant % 1_000_000
    let minutes = zone.offset(at: second) / 60_000_000
    let local = InstantText.string(microseconds: zone.local(second)).dropLast()
    func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return local + (minutes < 0 ? "-" : "+") + two(minutes.magnitude / 60) + ":"
      + two(minutes.magnitude % 60)
  }
}
