import FupanMethods

/// A channel that takes part in far more sales than it closes: the last touch hides it.
package struct AssistingChannel: Equatable, Sendable {
  /// Index in the channels.
  package let index: Int
  /// Its part of the value by the last touch, and by the model that looks at whole paths.
  package let last: Double
  package let whole: Double

  /// The channel that the last touch hides most.
  ///
  /// Its part by whole paths must be at least five points above, and twice, its part by the last
  /// touch, over at least `minimum` orders. Models differ by what they assume and not by chance, so
  /// there is no p.
  package static func find(
    _ channels: [(last: Double, whole: Double)], orders: Int, minimum: Int = 100
  ) -> AssistingChannel? {
    guard orders >= minimum else { return nil }
    var best: AssistingChannel?
    for (index, channel) in channels.enumerated()
    where channel.whole >= channel.last + 0.05 && channel.whole >= 2 * channel.last {
      if channel.whole - channel.last > best.map({ $0.whole - $0.last }) ?? 0 {
        best = AssistingChannel(index: index, last: channel.last, whole: channel.whole)
      }
    }
    return best
  }
}
