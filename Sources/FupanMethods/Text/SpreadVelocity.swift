/// How fast something was passed on: the most events within any window of one length.
///
/// Windows are half-open and start at an event.
///
///     SpreadVelocity(times: minutes, window: 60, limit: 9).most  // 10
package struct SpreadVelocity: Equatable, Sendable {
  /// The most events of one window.
  package let most: Int
  /// The first and last event of the first such window; nil without events.
  package let densest: ClosedRange<Int64>?
  /// When the count of a window first went above the limit; nil where it never did.
  package let crossed: Int64?

  /// `times` in any order and unit, the unit of `window`.
  package init(times: [Int64], window: Int64, limit: Int) {
    let sorted = times.sorted()
    var (most, first) = (0, 0)
    var densest: ClosedRange<Int64>?
    var crossed: Int64?
    for last in sorted.indices {
      while sorted[last] - sorted[first] >= window { first += 1 }
      let count = last - first + 1
      if count > most {
        most = count
        densest = sorted[first]...sorted[last]
      }
      if crossed == nil, count > limit { crossed = sorted[last] }
    }
    self.most = most
    self.densest = densest
    self.crossed = crossed
  }
}
