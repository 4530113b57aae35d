import Foundation

/// A time zone as a table of its offset changes, so that civil times of many instants are a search
/// and an addition.
///
///     guard let shanghai = TimeZoneRules(identifier: "Asia/Shanghai") else { … }
///     shanghai.localDay(1_735_921_800_000_000)   // 2025-01-04
package struct TimeZoneRules: Hashable, Sendable {
  package let identifier: String
  /// Instants in microseconds from which an offset holds, ascending; the first is the distant past.
  let starts: [Int64]
  /// Offsets from UTC in microseconds, one for each start.
  let offsets: [Int64]

  package static let utc = TimeZoneRules(identifier: "UTC", starts: [.min], offsets: [0])

  private init(identifier: String, starts: [Int64], offsets: [Int64]) {
    self.identifier = identifier
    self.starts = starts
    self.offsets = offsets
  }

  /// The zone with this IANA name, or nil where there is none. Changes are known from 1900 to 2100.
  package init?(identifier: String) {
    if identifier == "UTC" {
      self = .utc
      return
    }
    guard identifier.contains("/"), let zone = TimeZone(identifier: identifier) else { return nil }
    var instant = Date(timeIntervalSince1970: -2_208_988_800)
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    var starts: [Int64] = [.min]
    var offsets = [Int64(zone.secondsFromGMT(for: instant)) * 1_000_000]
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end,
      next > instant
    {
      let offset = Int64(zone.secondsFromGMT(for: next)) * 1_000_000
      if offset != offsets.last {
        starts.append(Int64(next.timeIntervalSince1970) * 1_000_000)
        offsets.append(offset)
      }
      instant = next
    }
    self.init(identifier: identifier, starts: starts, offsets: offsets)
  }

  /// The offset from UTC, in microseconds, that holds at an instant.
  package func offset(at microseconds: Int64) -> Int64 {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= microseconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// The civil time of an instant, as microseconds on a clock that has no offset.
  package func local(_ microseconds: Int64) -> Int64 { microseconds + offset(at: microseconds) }

  /// The civil day of an instant, in days since 1970-01-01.
  package func localDay(_ microseconds: Int64) -> Int32 {
    Int32(truncatingIfNeeded: InstantText.split(local(microseconds)).days)
  }

  /// The instant a civil day starts, given as days since 1970-01-01; where the clocks skip midnight,
  /// the first that exists.
  package func startOfDay(_ day: Int) -> Int64 {
    let local = Int64(day) * 86_400_000_000
    for hours in Int64(0)...24 {
      if let first = instants(ofLocal: local + hours * 3_600_000_000).first { return first }
    }
    return local
  }

  /// The instants at which the clock shows a civil time: none in a spring gap, two in an autumn
  /// overlap, otherwise one.
  package func instants(ofLocal local: Int64) -> [Int64] {
    var found: [Int64] = []
    for (index, offset) in offsets.enumerated() {
      let instant = local - offset
      let isAfterStart = starts[index] == .min || instant >= starts[index]
      let isBeforeEnd = index + 1 == starts.count || instant < starts[index + 1]
      if isAfterStart && isBeforeEnd { found.append(instant) }
    }
    return found
  }
}
