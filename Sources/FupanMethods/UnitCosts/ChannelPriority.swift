/// What to do with a channel by its return on spend, as far as its interval allows to say.
///
/// More money only where even the lower bound is above the threshold, less where even the upper bound
/// is below break-even; anything else stays as it is.
///
///     ChannelPriority(return: interval, scaleAbove: 5, breakEven: 1 / 0.35)  // .keep
package enum ChannelPriority: String, Equatable, Sendable, CaseIterable {
  case scale, keep, cut

  /// - Parameters:
  ///   - interval: of revenue ÷ spend.
  ///   - breakEven: 1 / gross margin; nil where no margin is known, and nothing is cut.
  package init(return interval: Interval, scaleAbove threshold: Double, breakEven: Double?) {
    if let lower = interval.lower, lower > threshold {
      self = .scale
    } else if let upper = interval.upper, let breakEven, upper < breakEven {
      self = .cut
    } else {
      self = .keep
    }
  }
}
