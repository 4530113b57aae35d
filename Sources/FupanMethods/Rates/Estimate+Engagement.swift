extension Estimate {
  /// Events per view (shares, likes, comments over views), clustered by post; never below zero.
  ///
  /// Not a proportion: a view may bring several events, so the rate may exceed 1.
  package static func engagement(
    _ posts: PairSums, missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    ratio(posts, missing: missing, level: level).clipped(to: 0...Double.greatestFiniteMagnitude)
  }
}
