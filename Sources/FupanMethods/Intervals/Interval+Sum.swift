extension Interval {
  /// The interval of a sum over independent observations, such as what each buyer paid.
  ///
  /// Observations are drawn again where there are at most 100,000 (`boot`); beyond that they count by
  /// their mean and spread (`t`). Nil below two of them.
  ///
  ///     Interval.ofSum([(99, 2), (150, 1)], name: "roas")
  ///
  /// - Parameter values: each value with how many observations have it, in any order.
  package static func ofSum(
    _ values: [(value: Double, count: Int)], name: String, seed: UInt64 = 42
  ) -> Interval? {
    let known = values.filter { $0.value.isFinite && $0.count > 0 }.sorted { $0.value < $1.value }
    let count = known.reduce(0) { $0 + $1.count }
    guard count > 1 else { return nil }
    guard count <= maximumClusters else {
      let moments = WeightedValues(known.map { MannWhitney.Weighted($0.value, count: $0.count) })
        .moments
      return Estimate.mean(moments).interval?.scaled(by: Double(count))
    }
    let all = known.flatMap { Array(repeating: $0.value, count: $0.count) }
    return bootstrap(clusters: count, seed: seed, name: name) { drawn in
      drawn.reduce(0) { $0 + all[$1] }
    }
  }
}
