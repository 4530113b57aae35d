import Glibc

/// The clock on the wall, for names and time stamps; durations are measured by another.
package enum Now {
  /// Microseconds since 1970.
  package static var microseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// The instant that goes into reports: that of `SOURCE_DATE_EPOCH` where it is set, so that two
  /// runs can be compared byte by byte.
  package static var reported: Int64 {
    guard let text = getenv("SOURCE_DATE_EPOCH"), let seconds = Int64(String(cString: text)),
      seconds >= 0, seconds < 253_402_300_800
    else { return microseconds }
    return seconds * 1_000_000
  }
}
