extension Interval {
  /// More independent clusters than this take the linearised interval instead.
  package static let maximumClusters = 100_000

  /// The percentile interval of any statistic over independent clusters, drawn with replacement.
  ///
  /// Efron and Tibshirani 1993, "An Introduction to the Bootstrap". Replicate b draws from the
  /// stream (`name`, b), so no order of work shows; the bounds are type-7 quantiles. Replicates
  /// without a value are dropped; nil where they are more than 5 %, or there is no cluster.
  ///
  ///     Interval.bootstrap(clusters: buyers.count, seed: 42, name: "aov") { drawn in
  ///       Quantile.median(of: drawn.map { nets[$0] })
  ///     }
  package static func bootstrap(
    clusters: Int, seed: UInt64, name: String, replicates: Int = 2000,
    level: Double = defaultLevel, statistic: ([Int]) -> Double?
  ) -> Interval? {
    guard (1...maximumClusters).contains(clusters), replicates > 0, level > 0, level < 1 else {
      return nil
    }
    var drawn = [Int](repeating: 0, count: clusters)
    var values: [Double] = []
    values.reserveCapacity(replicates)
    for replicate in 0..<replicates {
      var random = RandomStream.stream(seed: seed, name: name, replicate: UInt64(replicate))
      for index in drawn.indices { drawn[index] = random.below(clusters) }
      if let value = statistic(drawn), value.isFinite { values.append(value) }
    }
    guard 20 * (replicates - values.count) <= replicates else { return nil }
    values.sort()
    let tail = Int64(((1 - level) / 2 * 1e6).rounded())
    return Interval(
      Quantile.type7(Fraction(tail, over: 1_000_000), ofSorted: values),
      Quantile.type7(Fraction(1_000_000 - tail, over: 1_000_000), ofSorted: values),
      level: level, method: .bootstrap)
  }

  /// The percentile interval of a ratio of sums Σy/Σx over clusters.
  package static func bootstrapRatio(
    of y: [Double], per x: [Double], seed: UInt64, name: String, replicates: Int = 2000,
    level: Double = defaultLevel
  ) -> Interval? {
    guard x.count == y.count else { return nil }
    return bootstrap(
      clusters: x.count, seed: seed, name: name, replicates: replicates, level: level
    ) { drawn in
      var (upper, lower) = (0.0, 0.0)
      for index in drawn {
        upper += y[index]
        lower += x[index]
      }
      return lower == 0 ? nil : upper / lower
    }
  }
}
