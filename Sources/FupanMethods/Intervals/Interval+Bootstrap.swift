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
    bootstraps(
      1, clusters: clusters, seed: seed, name: name, replicates: replicates, level: level
    ) { [statistic($0)] }[0]
  }

  /// The percentile intervals of several statistics of the same draws, each nil as
  /// ``bootstrap(clusters:seed:name:replicates:level:statistic:)`` says.
  ///
  /// - Parameter statistics: `count` figures of the clusters drawn.
  package static func bootstraps(
    _ count: Int, clusters: Int, seed: UInt64, name: String, replicates: Int = 2000,
    level: Double = defaultLevel, statistics: ([Int]) -> [Double?]
  ) -> [Interval?] {
    guard (1...maximumClusters).contains(clusters), replicates > 0, level > 0, level < 1 else {
      return Array(repeating: nil, count: count)
    }
    var drawn = [Int](repeating: 0, count: clusters)
    var found = [[Double]](repeating: [], count: count)
    for replicate in 0..<replicates {
      var random = RandomStream.stream(seed: seed, name: name, replicate: UInt64(replicate))
      for index in drawn.indices { drawn[index] = random.below(clusters) }
      for (index, value) in statistics(drawn).prefix(count).enumerated() {
        if let value, value.isFinite { found[index].append(value) }
      }
    }
    let tail = Int64(((1 - level) / 2 * 1e6).rounded())
    return found.map { values in
      guard 20 * (replicates - values.count) <= replicates else { return nil }
      let values = values.sorted()
      return Interval(
        Quantile.type7(Fraction(tail, over: 1_000_000), ofSorted: values),
        Quantile.type7(Fraction(1_000_000 - tail, over: 1_000_000), ofSorted: values),
        level: level, method: .bootstrap)
    }
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
