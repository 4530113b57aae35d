import Glibc

/// How fast something spread: the most events within any window that starts at an event, and when a
/// limit was first crossed.
///
/// It is found afterwards; what a batch knows late is said by the latency. Windows are half-open.
///
///     SpreadVelocity(seconds: times, window: 3600, limit: 500).peak
package struct SpreadVelocity: Equatable, Sendable {
  /// The most events in a window; 0 for none.
  package let peak: Int
  /// The first event of the first window with that many.
  package let peakStart: Int64?
  /// The last event of that window.
  package let peakEnd: Int64?
  /// The event that made a window hold more than the limit, first; nil where none did.
  package let crossing: Int64?
  /// How long the count took to double within the first window, in the unit of time; nil below
  /// three events or without growth.
  package let doubling: Double?

  /// - Parameters:
  ///   - times: instants in one unit, in any order.
  ///   - window: how long a window is, in the same unit.
  ///   - limit: how many events are not yet too many.
  package init(_ times: [Int64], window: Int64, limit: Int) {
    let times = times.sorted()
    var (peak, start, end, crossing) = (0, 0, 0, Int?.none)
    var first = 0
    for last in times.indices {
      while times[last] - times[first] >= window { first += 1 }
      let count = last - first + 1
      if count > peak { (peak, start, end) = (count, first, last) }
      if count > limit, crossing == nil { crossing = last }
    }
    self.peak = peak
    peakStart = times.isEmpty ? nil : times[start]
    peakEnd = times.isEmpty ? nil : times[end]
    self.crossing = crossing.map { times[$0] }
    doubling = SpreadVelocity.doubling(times, window)
  }

  /// ln 2 over the slope of the logarithm of the count so far, over the first window.
  private static func doubling(_ times: [Int64], _ window: Int64) -> Double? {
    guard let start = times.first else { return nil }
    let early = times.prefix { $0 - start < window }
    guard early.count >= 3 else { return nil }
    let points = early.enumerated().map { (Double($0.element - start), log(Double($0.offset + 1))) }
    let n = Double(points.count)
    let (x, y) = (
      NeumaierSum.of(points.map { $0.0 }) / n, NeumaierSum.of(points.map { $0.1 }) / n
    )
    let spread = NeumaierSum.of(points.map { ($0.0 - x) * ($0.0 - x) })
    let slope = NeumaierSum.of(points.map { ($0.0 - x) * ($0.1 - y) }) / spread
    return slope.isFinite && slope > 0 ? log(2) / slope : nil
  }
}
